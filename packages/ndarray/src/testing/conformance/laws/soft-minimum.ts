import type { FloatDType } from '../../../dtype.js';
import { defineLaw, unlessComputedIn } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { pairwiseProblems, problemOf } from '../pairwise-problem.js';
import { pairwiseTolerance } from '../precision.js';
import { subjectOf } from '../subject.js';
import { sumsOfColumns, sumsOfRows } from '../sums.js';

export const softMinimum = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`pairwise in ${dtype}: softmin is −ε log Σ exp((ψ − C)/ε), and ∞ where there is no mass`, {
    exemption: unlessComputedIn(dtype),
    inputs: pairwiseProblems,
    async holds(executor, description) {
      const { rows, columns } = description;
      const { costs, epsilon, phi, psi, matrix } = problemOf(description, dtype);
      const pairwise = subjectOf(executor).pairwise(costs, dtype);
      const softmin = (sum: number) => -epsilon * Math.log(sum);
      const ofPsi = matrix.map((cost, at) => Math.exp((psi[at % columns] - cost) / epsilon));
      const ofPhi = matrix.map((cost, at) => Math.exp((phi[Math.floor(at / columns)] - cost) / epsilon));
      const ofRows = sumsOfRows(ofPsi, columns).map(softmin);
      const ofColumns = sumsOfColumns(ofPhi, columns).map(softmin);
      const scale = [...ofRows, ...ofColumns].reduce(
        (most, value) => Math.max(most, Math.abs(value)),
        epsilon,
      );
      const bound = () => pairwiseTolerance(executor, dtype) * scale;
      expectWithin(await pairwise.softmin(1, epsilon, psi), ofRows, bound, 'the soft minimum of the rows');
      expectWithin(
        await pairwise.softmin(0, epsilon, phi),
        ofColumns,
        bound,
        'the soft minimum of the columns',
      );
      const nothing = new Float64Array(columns).fill(-Infinity);
      const none = new Float64Array(rows).fill(Infinity);
      expectWithin(await pairwise.softmin(1, epsilon, nothing), none, bound, 'the soft minimum of nothing');
      pairwise.release();
    },
  });
