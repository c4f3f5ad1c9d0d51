import type { FloatData } from '@monge/ndarray';
import { type Computation, computation } from '../../../computation.js';
import type { OperationName, Values } from './operation-name.js';

/** What a programmer writes without a library. */
export function plainOperation({ operation, x }: Values): Computation {
  const out = x.slice();
  const loop = loops[operation];
  return computation(() => loop(x, out));
}

/** Each function has a loop of its own, so that V8 compiles the call into it. */
const loops: Readonly<Record<OperationName, (x: FloatData, out: FloatData) => ArrayLike<number>>> = {
  exp(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.exp(x[i]);
    return out;
  },
  tanh(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.tanh(x[i]);
    return out;
  },
  sum(x) {
    let total = 0;
    for (let i = 0; i < x.length; i++) total += x[i];
    return [total];
  },
};
