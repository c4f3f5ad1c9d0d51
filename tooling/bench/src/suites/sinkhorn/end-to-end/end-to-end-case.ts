import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { makeClouds, shaped } from './clouds.js';
import { ourSolver } from './ours.js';
import { plainSolver } from './plain-js.js';
import { requireSolved } from './require-solved.js';
import { contenderOf } from './solved.js';

const epsilon = 0.05;
const threshold = 1e-4;

/** From points to potentials in float64, every contender stopped at the same L1 marginal error. */
export function endToEndCase(n: number): Case {
  return {
    name: `end to end 2-D n=${n} eps=${epsilon} to L1 ${threshold}`,
    unit: milliseconds,
    async prepare({ pot, ott }) {
      const clouds = makeClouds(n);
      const arrays = shaped(clouds);
      const parameters = { epsilon, threshold };
      const ours = contenderOf(ourSolver(clouds, epsilon, threshold), clouds, epsilon);
      const log = await pot?.open('sinkhorn_log', arrays, parameters);
      const peers = {
        'plain JS': contenderOf(plainSolver(clouds, epsilon, threshold), clouds, epsilon),
        'POT sinkhorn': await pot?.open('sinkhorn', arrays, parameters),
        'POT sinkhorn_log': log && { ...log, once: n > 2048 },
        'OTT-JAX log': await ott?.open('log', arrays, parameters),
        'OTT-JAX kernel': await ott?.open('kernel', arrays, parameters),
      };
      requireSolved({ ours, ...peers }, threshold);
      return { ours, peers };
    },
  };
}
