import { checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { ourForward, ourGradient } from './ours.js';
import { makeWeightedSort } from './weighted-sort.js';

/** Above so many values OTT-JAX takes minutes and gigabytes. */
const MOST_FOR_OTT = 2000;
/** OTT-JAX stops at an L1 error of the marginals of 1e-3, its default; ours goes on to 1e-9, its own. */
const TOLERANCE = 2e-2;

export function softSortName(n: number): string {
  return `soft sort and its gradient, n=${n} eps=0.01 f64`;
}

/** The weighted sum of softly sorted values, and its gradient. */
export function softSortCase(n: number): Case {
  return {
    name: softSortName(n),
    unit: milliseconds,
    async prepare({ ott }) {
      const problem = makeWeightedSort(n);
      const { values, weights, epsilon } = problem;
      const ours = ourGradient(problem);
      const expected = Float64Array.from(ours.answer());
      const arrays = { values: shaped(values, n), weights: shaped(weights, n) };
      const job = n > MOST_FOR_OTT ? undefined : await ott?.open('soft_sort', arrays, { epsilon });
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.forward]: checked(names.forward, ourForward(problem), expected.subarray(0, 1), 1e-12),
          [names.ottJax]: job && checkedJob(names.ottJax, job, expected, TOLERANCE),
        },
      };
    },
  };
}
