import { uniform } from '@monge/random';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { microseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { intoOut, ourCall } from './ours.js';
import { jaxCall, numpyTsCall, plainCall, tfjsCall } from './peers.js';

export type Call = 'add' | 'exp';

/** How many numbers an array has: so few that the call counts, and not the loop. */
const LENGTH = 10;
const TOLERANCE = 1e-13;
/** tfjs-wasm has float32 only, and jax-js an `exp` of single precision. */
const SINGLE = 1e-6;

export const INTO_OUT = 'ours, into out';

export function overheadName(call: Call): string {
  return `call ${call} on ${LENGTH} numbers f64`;
}

/** One eager operation on short arrays that are there already: what a call costs. */
export function overheadCase(call: Call): Case {
  return {
    name: overheadName(call),
    unit: microseconds,
    line: { table: `A call on ${LENGTH} numbers, float64`, label: call },
    async prepare({ tfjsWasm, jaxJs, numpyTs, numpy, pytorch }) {
      const x = uniform(50, LENGTH).data;
      const y = uniform(51, LENGTH).data;
      const ours = ourCall(call, x, y);
      const expected = ours.answer();
      const contender = (name: string, work: Computation | undefined, tolerance = TOLERANCE) =>
        work && checked(name, work, expected, tolerance);
      const inPython = async (name: string, library: typeof numpy) => {
        const job = await library?.open('call', { x: shaped(x, LENGTH), y: shaped(y, LENGTH) }, { call });
        return job && checkedJob(name, job, expected, TOLERANCE);
      };
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [INTO_OUT]: contender(INTO_OUT, intoOut(call, x, y)),
          [names.plain]: contender(names.plain, plainCall(call, x, y)),
          'tfjs-wasm': contender('tfjs-wasm', tfjsWasm && tfjsCall(tfjsWasm, call, x, y), SINGLE),
          'jax-js': contender('jax-js', jaxJs && jaxCall(jaxJs, call, x, y), SINGLE),
          'numpy-ts': contender('numpy-ts', numpyTs && numpyTsCall(numpyTs, call, x, y)),
          NumPy: await inPython('NumPy', numpy),
          PyTorch: await inPython('PyTorch', pytorch),
        },
      };
    },
  };
}
