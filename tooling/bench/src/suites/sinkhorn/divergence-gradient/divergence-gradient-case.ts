import { checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { names } from '../contenders.js';
import { shaped, squareToNormal } from '../end-to-end/clouds.js';
import { deviations } from '../end-to-end/regularisation.js';
import { ourDivergence, ourGradient } from './ours.js';

const THRESHOLD = 1e-6;
const REGULARISATION = deviations(0.05);
/** The divergence is small beside the costs that it is the difference of. */
const TOLERANCE = 1e-3;

export function divergenceGradientName(n: number): string {
  return `divergence and its gradient, 2-D n=${n} eps=${REGULARISATION.label} to L1 ${THRESHOLD.toExponential()}`;
}

/** The Sinkhorn divergence of two clouds and its gradient by the points of the first. */
export function divergenceGradientCase(n: number): Case {
  return {
    name: divergenceGradientName(n),
    unit: milliseconds,
    async prepare({ ott }) {
      const clouds = squareToNormal.make(n);
      const accuracy = { epsilon: REGULARISATION.epsilonOf(clouds), threshold: THRESHOLD };
      const ours = ourGradient(clouds, accuracy);
      const expected = Float64Array.from(ours.answer());
      const value = expected.subarray(0, 1);
      const inOtt = async (name: string, task: string, answer: Float64Array) => {
        const job = await ott?.open(task, shaped(clouds), accuracy);
        return job && checkedJob(name, job, answer, TOLERANCE);
      };
      const alone = 'OTT-JAX, the divergence alone';
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.divergence]: checked(names.divergence, ourDivergence(clouds, accuracy), value, 0),
          [names.ottJax]: await inOtt(names.ottJax, 'divergence_gradient', expected),
          [alone]: await inOtt(alone, 'divergence', value),
        },
      };
    },
  };
}
