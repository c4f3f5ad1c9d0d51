import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessAsync } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { unwritten } from '../float-data.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance } from '../precision.js';
import { isAsync } from '../subject.js';

export const cTransform = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`pairwise in ${dtype}: cTransform is min (C − ψ), and ∞ where there is no mass`, {
    exemption: unlessAsync('cTransform'),
    inputs: pairwiseProblems,
    async holds(executor, description) {
      if (isAsync(executor)) return;
      const { rows, columns } = description;
      const { costs, phi, psi, matrix } = problemOf(description, dtype);
      const pairwise = executor.pairwise(costs, dtype);
      const ofRows = new Float64Array(rows).fill(Infinity);
      const ofColumns = new Float64Array(columns).fill(Infinity);
      for (const [at, cost] of matrix.entries()) {
        const [i, j] = [Math.floor(at / columns), at % columns];
        ofRows[i] = Math.min(ofRows[i], cost - psi[j]);
        ofColumns[j] = Math.min(ofColumns[j], cost - phi[i]);
      }
      const largest = matrix.reduce((most, cost) => Math.max(most, Math.abs(cost)), 2);
      const bound = () => pairwiseTolerance(executor, dtype) * largest;
      const [overColumns, overRows] = [unwritten('float64', rows), unwritten('float64', columns)];
      pairwise.cTransform(1, psi, overColumns);
      pairwise.cTransform(0, phi, overRows);
      expectWithin(overColumns, ofRows, bound, 'the transform to the rows');
      expectWithin(overRows, ofColumns, bound, 'the transform to the columns');
      const none = unwritten('float64', rows);
      pairwise.cTransform(1, new Float64Array(columns).fill(-Infinity), none);
      expectWithin(none, new Float64Array(rows).fill(Infinity), bound, 'the transform of nothing');
      pairwise.release();
    },
  });
