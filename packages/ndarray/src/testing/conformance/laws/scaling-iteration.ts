import fc from 'fast-check';
import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessAsync } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { unwritten } from '../float-data.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance } from '../precision.js';
import { isAsync } from '../subject.js';
import { sumsOfColumns, sumsOfRows } from '../sums.js';

export const scalingIteration = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(
    `pairwise in ${dtype}: scaling iterates r = K v, w = Kᵀ (a / r) on a stored kernel, in either element type`,
    {
      exemption: unlessAsync('scaling'),
      inputs: () => fc.tuple(pairwiseProblems(), fc.constantFrom<FloatDType>('float64', 'float32')),
      async holds(executor, [description, storage]) {
        if (isAsync(executor)) return;
        const { rows, columns } = description;
        const { costs, epsilon, phi: given, psi, u, v: signed, matrix } = problemOf(description, dtype);
        const pairwise = executor.pairwise(costs, dtype);
        // Where there is no mass there are no rows to divide by.
        const phi = given.map((value) => Math.max(value, -1));
        const row = (at: number) => Math.floor(at / columns);
        const kernel = matrix.map((cost, at) =>
          Math.exp((phi[row(at)] + psi[at % columns] - cost) / epsilon),
        );
        const a = u.map((value) => Math.max(value, 0));
        const v = Float64Array.from(signed, Math.abs);
        const scaling = pairwise.scaling(storage);
        const [r, w] = [unwritten('float64', rows), unwritten('float64', columns)];
        scaling.fill(epsilon, phi, psi);
        scaling.iterate(a, v, r, w);
        const tolerance = pairwiseTolerance(executor, dtype === 'float32' ? dtype : storage);
        const kv = sumsOfRows(
          kernel.map((weight, at) => weight * v[at % columns]),
          columns,
        );
        const kta = sumsOfColumns(
          kernel.map((weight, at) => (weight * a[row(at)]) / kv[row(at)]),
          columns,
        );
        expectWithin(r, kv, (i) => tolerance * kv[i], 'r = K v');
        expectWithin(w, kta, (j) => tolerance * kta[j], 'w = Kᵀ (a / r)');
        pairwise.release();
      },
    },
  );
