import { foldIn, normal, rademacher, split } from '@monge/random';
import { checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { BATCH, HIDDEN, makeNetwork, parameterArrays } from '../network/network.js';
import { ourDivergence, ourForward } from './ours.js';

/** A field has as many components as space. */
const [DIMENSION] = HIDDEN;
const TOLERANCE = 1e-5;

export const DIVERGENCE = `divergence ${[...HIDDEN, DIMENSION].join('-')} batch=${BATCH} f32`;
export const FORWARD = 'ours, the network alone';

/** The value of a vector field and its divergence (Hutchinson's estimate, one probe of signs): jvp, and one product more. */
export function divergenceCase(): Case {
  return {
    name: DIVERGENCE,
    unit: milliseconds,
    async prepare({ pytorch }) {
      const [forNetwork, forX, forProbes] = split(68, 3);
      const network = makeNetwork(forNetwork, DIMENSION);
      const x = normal(forX, [BATCH, DIMENSION], { dtype: 'float32' }).data;
      const { one, two, close } = await openEngines();
      const probes = { probes: 'rademacher', key: forProbes } as const;
      const ours = ourDivergence(network, x, probes, one);
      const expected = new Float64Array(ours.answer());
      const field = expected.slice(0, x.length);
      // The signs that `divergence` draws.
      const signs = rademacher(foldIn(forProbes, 0), x.length).data;
      const arrays = {
        ...parameterArrays(network),
        x: shaped(x, BATCH, DIMENSION),
        signs: shaped(signs, BATCH, DIMENSION),
      };
      const inPyTorch = async (name: string, task: string, answer: Float64Array) => {
        const job = await pytorch?.open(task, arrays, {});
        return job && checkedJob(name, job, answer, TOLERANCE);
      };
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.twoThreads]: checked(
            names.twoThreads,
            ourDivergence(network, x, probes, two),
            expected,
            TOLERANCE,
          ),
          [FORWARD]: checked(FORWARD, ourForward(network, x, one), field, TOLERANCE),
          [names.pytorch]: await inPyTorch(names.pytorch, 'divergence', expected),
          'PyTorch, the network alone': await inPyTorch('PyTorch, the network alone', 'network', field),
        },
        close,
      };
    },
  };
}
