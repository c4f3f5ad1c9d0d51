import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { type CloudPair, shaped } from './clouds.js';
import { ourSolver } from './ours.js';
import { plainSolver } from './plain-js.js';
import { requireSolved } from './require-solved.js';
import { contenderOf } from './solved.js';

const epsilon = 0.05;
const threshold = 1e-4;
/** From so many points on POT's log form takes seconds: it is timed once. */
const LARGE = 1024;
/** From so many points on OTT-JAX is timed once too, and those that are slower than their like sit out. */
const VERY_LARGE = 4096;

/** From points to potentials in float64, every contender stopped at the same L1 marginal error. */
export function endToEndCase(n: number, pair: CloudPair): Case {
  return {
    name: `end to end 2-D ${pair.label} n=${n} eps=${epsilon} to L1 ${threshold}`,
    unit: milliseconds,
    async prepare({ pot, ott }) {
      const clouds = pair.make(n);
      const arrays = shaped(clouds);
      const parameters = { epsilon, threshold };
      const ours = contenderOf(ourSolver(clouds, epsilon, threshold), clouds, epsilon);
      const plain = () => contenderOf(plainSolver(clouds, epsilon, threshold), clouds, epsilon);
      const potLog = await pot?.open('sinkhorn_log', arrays, parameters);
      const ottLog = await ott?.open('log', arrays, parameters);
      const large = n >= LARGE;
      const veryLarge = n >= VERY_LARGE;
      const peers = {
        'plain JS': veryLarge ? undefined : plain(),
        'POT sinkhorn': await pot?.open('sinkhorn', arrays, parameters),
        'POT sinkhorn_log': potLog && { ...potLog, once: large ? potLog.firstSeconds : undefined },
        'OTT-JAX log': ottLog && { ...ottLog, once: veryLarge ? ottLog.firstSeconds : undefined },
        'OTT-JAX kernel': veryLarge ? undefined : await ott?.open('kernel', arrays, parameters),
      };
      requireSolved({ ours, ...peers }, threshold);
      return { ours, peers };
    },
  };
}
