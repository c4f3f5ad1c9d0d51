import type { FloatDType } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { microsecondsEach } from '../../../unit.js';
import { shaped, short } from '../../floats.js';
import { names } from '../contenders.js';
import { chainByHand } from './by-hand.js';
import { LENGTH, makeChain, PRIMITIVES_PER_STEP } from './chain.js';
import { ourChain } from './ours.js';
import { jaxChain, tfjsChain } from './peers.js';

/** Rounding grows along the chain. */
const TOLERANCE = { float32: 1e-3, float64: 1e-12 };
/** More steps overflow the stack of jax-js. */
const JAX_JS_STEPS = 100;

export const BY_HAND = 'limit: loops by hand';

export function chainName(steps: number, dtype: FloatDType): string {
  return `chain of ${steps} steps ${short[dtype]}`;
}

/** A long chain of operations on short arrays, forward and backward: what it costs to follow one. */
export function chainCase(steps: number, dtype: FloatDType): Case {
  return {
    name: chainName(steps, dtype),
    unit: microsecondsEach(PRIMITIVES_PER_STEP * steps),
    line: { table: `A chain on ${LENGTH} numbers, for each primitive`, label: `${steps} steps, ${dtype}` },
    async prepare({ tfjsWasm, jaxJs, pytorch }) {
      const chain = makeChain(steps, dtype);
      const ours = ourChain(chain, createWasm());
      const expected = new Float64Array(ours.answer());
      const contender = (name: string, work: Computation | undefined) =>
        work && checked(name, work, expected, TOLERANCE[dtype]);
      const arrays = { y: shaped(chain.y, LENGTH), a: shaped(chain.a, LENGTH), b: shaped(chain.b, LENGTH) };
      const job = await pytorch?.open('chain', arrays, { steps, dtype });
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.plainOurs]: contender(names.plainOurs, ourChain(chain)),
          [names.tfjsWasm]: contender(
            names.tfjsWasm,
            dtype === 'float32' && tfjsWasm ? tfjsChain(tfjsWasm, chain) : undefined,
          ),
          [names.jaxJs]: contender(
            names.jaxJs,
            dtype === 'float32' && jaxJs && steps <= JAX_JS_STEPS ? jaxChain(jaxJs, chain) : undefined,
          ),
          [names.pytorch]: job && checkedJob(names.pytorch, job, expected, TOLERANCE[dtype]),
          [BY_HAND]: contender(BY_HAND, chainByHand(chain)),
        },
      };
    },
  };
}
