import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessComputedIn } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance } from '../precision.js';
import { subjectOf } from '../subject.js';
import { sumsOfColumns, sumsOfRows } from '../sums.js';

export const planTotals = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`pairwise in ${dtype}: totals are the row sums of P, its column sums, and Σ P C`, {
    exemption: unlessComputedIn(dtype),
    inputs: pairwiseProblems,
    async holds(executor, description) {
      const { columns } = description;
      const { costs, epsilon, phi, psi, matrix, weights } = problemOf(description, dtype);
      const pairwise = subjectOf(executor).pairwise(costs, dtype);
      const tolerance = pairwiseTolerance(executor, dtype);
      const { rowSums, columnSums, cost } = await pairwise.totals(epsilon, phi, psi);
      const [ofRows, ofColumns] = [sumsOfRows(weights, columns), sumsOfColumns(weights, columns)];
      expectWithin(rowSums, ofRows, (i) => tolerance * ofRows[i], 'the row sums');
      expectWithin(columnSums, ofColumns, (j) => tolerance * ofColumns[j], 'the column sums');
      const moved = weights.reduce((sum, weight, at) => sum + weight * matrix[at], 0);
      const absolute = weights.reduce((sum, weight, at) => sum + weight * Math.abs(matrix[at]), 0);
      expectWithin([cost], [moved], () => tolerance * absolute, 'Σ P C');
      pairwise.release();
    },
  });
