import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessComputedIn } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance } from '../precision.js';
import { subjectOf } from '../subject.js';
import { sumsOfColumns, sumsOfRows } from '../sums.js';

export const planProduct = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`pairwise in ${dtype}: product is P v over the columns, Pᵀ u over the rows`, {
    exemption: unlessComputedIn(dtype),
    inputs: pairwiseProblems,
    async holds(executor, description) {
      const { columns } = description;
      const { costs, epsilon, phi, psi, u, v, weights } = problemOf(description, dtype);
      const pairwise = subjectOf(executor).pairwise(costs, dtype);
      const tolerance = pairwiseTolerance(executor, dtype);
      const pv = weights.map((weight, at) => weight * v[at % columns]);
      const ptu = weights.map((weight, at) => weight * u[Math.floor(at / columns)]);
      const [forwards, backwards] = [sumsOfRows(pv, columns), sumsOfColumns(ptu, columns)];
      // Sums that cancel are not to blame for what they lose.
      const ofRows = sumsOfRows(pv.map(Math.abs), columns);
      const ofColumns = sumsOfColumns(ptu.map(Math.abs), columns);
      const atRow = (i: number) => tolerance * ofRows[i];
      const atColumn = (j: number) => tolerance * ofColumns[j];
      expectWithin(await pairwise.product(1, epsilon, phi, psi, v), forwards, atRow, 'P v');
      expectWithin(await pairwise.product(0, epsilon, phi, psi, u), backwards, atColumn, 'Pᵀ u');
      pairwise.release();
    },
  });
