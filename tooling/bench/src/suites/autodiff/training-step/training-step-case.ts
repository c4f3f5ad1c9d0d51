import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { BATCH, HIDDEN, parameterArrays } from '../network/network.js';
import { ourGradient, ourStep } from './ours.js';
import { jaxGradient, tfjsStep } from './peers.js';
import { productsAlone } from './products.js';
import { CHECKED_STEPS, LEARNING_RATE, makeRegression, OUTPUTS } from './regression.js';

/** Of the largest number, which is a loss. Adam's first steps take the signs of derivatives, be they rounding errors. */
const TOLERANCE = 1e-4;

export const TRAINING_STEP = `training step ${[...HIDDEN, OUTPUTS].join('-')} batch=${BATCH} f32`;
export const GRADIENT_ALONE = 'ours, gradient alone';
export const JAX_JS_GRADIENT = 'jax-js, gradient alone';
export const PRODUCTS = 'limit: matrix products';

/** A step of training with Adam: loss, gradient, and new parameters. */
export function trainingStepCase(): Case {
  return {
    name: TRAINING_STEP,
    unit: milliseconds,
    async prepare({ tfjsWasm, jaxJs, pytorch }) {
      const regression = makeRegression();
      const { one, two, close } = await openEngines();
      const ours = ourStep(regression, one);
      const expected = new Float64Array(ours.answer());
      // The gradient at the start, and the first of the losses.
      const first = expected.slice(0, expected.length - CHECKED_STEPS + 1);
      const contender = (name: string, work: Computation | undefined, answer = expected) =>
        work && checked(name, work, answer, TOLERANCE);
      const arrays = {
        ...parameterArrays(regression.network),
        x: shaped(regression.x, BATCH, HIDDEN[0]),
        y: shaped(regression.y, BATCH, OUTPUTS),
      };
      const inPyTorch = async (name: string, threads: number) => {
        const parameters = { learning_rate: LEARNING_RATE, checked_steps: CHECKED_STEPS, threads };
        const job = await pytorch?.open('training-step', arrays, parameters);
        return job && checkedJob(name, job, expected, TOLERANCE);
      };
      const tensorflow = tfjsWasm && tfjsStep(tfjsWasm, regression);
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.twoThreads]: contender(names.twoThreads, ourStep(regression, two)),
          [GRADIENT_ALONE]: contender(GRADIENT_ALONE, ourGradient(regression, one), first),
          [JAX_JS_GRADIENT]: contender(JAX_JS_GRADIENT, jaxJs && jaxGradient(jaxJs, regression), first),
          [names.tfjsWasm]: contender(names.tfjsWasm, tensorflow),
          [names.pytorch]: await inPyTorch(names.pytorch, 1),
          [names.pytorchTwoThreads]: await inPyTorch(names.pytorchTwoThreads, 2),
          [PRODUCTS]: productsAlone(regression.network, one),
        },
        close() {
          tensorflow?.close();
          close();
        },
      };
    },
  };
}
