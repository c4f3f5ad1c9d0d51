import { createWasm } from '@monge/ndarray/executors';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { ourLoop, ourScan } from './ours.js';
import { makeParticleFilter, OPERATIONS_PER_STEP, PARTICLES, SERIES, STEPS } from './particle-filter.js';

const TOLERANCE = 1e-10;

export const RECURRENCE = `recurrence of ${STEPS} steps of ${OPERATIONS_PER_STEP} operations f64`;

const SPARING = 'ours, scan in √T memory';

/** Forward and backward through a loop of small operations, on arrays of 10 to 100 numbers. */
export function recurrenceCase(): Case {
  return {
    name: RECURRENCE,
    unit: milliseconds,
    async prepare({ pytorch }) {
      const filter = makeParticleFilter();
      const executor = createWasm();
      const ours = ourLoop(filter, executor);
      const expected = new Float64Array(ours.answer());
      const contender = (name: string, work: Computation) => checked(name, work, expected, TOLERANCE);
      const column = (values: Float64Array) => shaped(values, SERIES, 1);
      const job = await pytorch?.open(
        'particle-filter',
        {
          mu: column(filter.mu),
          phi: column(filter.phi),
          log_sigma: column(filter.logSigma),
          observations: shaped(filter.observations, STEPS, SERIES, 1),
          noise: shaped(filter.noise, STEPS, SERIES, PARTICLES),
          jitter: shaped(filter.jitter, STEPS, SERIES, PARTICLES),
        },
        {},
      );
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.plainOurs]: contender(names.plainOurs, ourLoop(filter)),
          'ours, scan': contender('ours, scan', ourScan(filter, {}, executor)),
          [SPARING]: contender(SPARING, ourScan(filter, { checkpoint: 'sqrt' }, executor)),
          [names.pytorch]: job && checkedJob(names.pytorch, job, expected, TOLERANCE),
        },
      };
    },
  };
}
