import fc from 'fast-check';
import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessAsync } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { unwritten } from '../float-data.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance, unitRoundoff } from '../precision.js';
import { isAsync } from '../subject.js';

export const planWeights = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`pairwise in ${dtype}: weights are rows of P, in either element type`, {
    exemption: unlessAsync('weights'),
    inputs: () => fc.tuple(pairwiseProblems(), fc.nat(), fc.nat()),
    async holds(executor, [description, one, other]) {
      if (isAsync(executor)) return;
      const { rows, columns } = description;
      const { costs, epsilon, phi, psi, weights } = problemOf(description, dtype);
      const pairwise = executor.pairwise(costs, dtype);
      const [first, last] = [one % (rows + 1), other % (rows + 1)].toSorted((x, y) => x - y);
      const expected = weights.subarray(first * columns, last * columns);
      for (const stored of ['float64', 'float32'] as const) {
        const tolerance = pairwiseTolerance(executor, dtype) + unitRoundoff[stored];
        const block = unwritten(stored, (last - first) * columns);
        pairwise.weights(epsilon, phi, psi, first, last, block);
        expectWithin(block, expected, (at) => tolerance * expected[at], `rows ${first} to ${last} of P`);
      }
      pairwise.release();
    },
  });
