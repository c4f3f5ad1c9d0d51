import { uniform } from '@monge/random';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { microseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { ourGradient } from './ours.js';
import { gradientByHand, jaxGradient, tfjsGradient } from './peers.js';

const PARAMETERS = 10;
const TOLERANCE = 1e-13;
/** tfjs-wasm has float32 only. */
const SINGLE = 1e-5;

/** The gradient of a scalar function of few parameters: what a call of `grad` costs. */
export function smallGradientCase(): Case {
  return {
    name: `gradient of Rosenbrock's function of ${PARAMETERS} parameters f64`,
    unit: microseconds,
    async prepare({ tfjsWasm, jaxJs, pytorch }) {
      const x = uniform(64, PARAMETERS, { low: -1, high: 2 }).data;
      const ours = ourGradient(x);
      const expected = new Float64Array(ours.answer());
      const contender = (name: string, work: Computation | undefined, tolerance = TOLERANCE) =>
        work && checked(name, work, expected, tolerance);
      const job = await pytorch?.open('rosenbrock', { x: shaped(x, PARAMETERS) }, {});
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.tfjsWasm]: contender(names.tfjsWasm, tfjsWasm && tfjsGradient(tfjsWasm, x), SINGLE),
          [names.jaxJs]: contender(names.jaxJs, jaxJs && jaxGradient(jaxJs, x)),
          [names.pytorch]: job && checkedJob(names.pytorch, job, expected, TOLERANCE),
          'by hand': contender('by hand', gradientByHand(x)),
        },
      };
    },
  };
}
