import type { PythonJob } from '../../../peers/python.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { names } from '../contenders.js';
import { type CloudPair, shaped } from './clouds.js';
import { ourSolver } from './ours.js';
import { plainSolver } from './plain-js.js';
import type { Regularisation } from './regularisation.js';
import { requireSolved } from './require-solved.js';
import { contenderOf } from './solved.js';

/** From so many points on POT's log form takes seconds: it is timed once. */
const LARGE = 1024;
/** From so many points on OTT-JAX is timed once too, and those that are slower than their like sit out. */
const VERY_LARGE = 4096;

/** A problem in the plane, and when it counts as solved. */
export interface EndToEnd {
  readonly n: number;
  readonly pair: CloudPair;
  readonly regularisation: Regularisation;
  /** L1 error of the marginals. */
  readonly threshold: number;
}

export function endToEndName({ n, pair, regularisation, threshold }: EndToEnd): string {
  return `end to end 2-D ${pair.label} n=${n} eps=${regularisation.label} to L1 ${threshold.toExponential()}`;
}

/** From points to potentials in float64, every contender stopped at the same L1 marginal error. */
export function endToEndCase(problem: EndToEnd): Case {
  const { n, pair, regularisation, threshold } = problem;
  return {
    name: endToEndName(problem),
    unit: milliseconds,
    async prepare({ pot, ott }) {
      const clouds = pair.make(n);
      const epsilon = regularisation.epsilonOf(clouds);
      const arrays = shaped(clouds);
      const parameters = { epsilon, threshold };
      const ours = contenderOf(ourSolver(clouds, epsilon, threshold), clouds, epsilon);
      const oursFrom = (initialiser: 'entropicGaussian') =>
        contenderOf(ourSolver(clouds, epsilon, threshold, { initialiser }), clouds, epsilon);
      const plain = () => contenderOf(plainSolver(clouds, epsilon, threshold), clouds, epsilon);
      const potIn = (task: string) => pot?.open(task, arrays, parameters);
      const ottIn = (task: string) => ott?.open(task, arrays, parameters);
      const [large, veryLarge] = [n >= LARGE, n >= VERY_LARGE];
      const peers = {
        [names.entropicGaussian]: oursFrom('entropicGaussian'),
        'plain JS': veryLarge ? undefined : plain(),
        [names.pot]: await potIn('sinkhorn'),
        'POT sinkhorn_log': veryLarge ? undefined : onceIf(large, await potIn('sinkhorn_log')),
        [names.ott]: onceIf(veryLarge, await ottIn('log')),
        [names.ottAnderson]: onceIf(veryLarge, await ottIn('anderson')),
        'OTT-JAX kernel': veryLarge ? undefined : await ottIn('kernel'),
      };
      requireSolved({ ours, ...peers }, threshold);
      return { ours, peers };
    },
  };
}

/** A task whose first execution has to do. */
function onceIf(slow: boolean, job: PythonJob | undefined): PythonJob | undefined {
  return job && { ...job, once: slow ? job.firstSeconds : undefined };
}
