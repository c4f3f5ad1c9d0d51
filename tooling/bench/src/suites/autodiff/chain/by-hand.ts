import { type Computation, computation } from '../../../computation.js';
import { floats, joined } from '../../floats.js';
import { type Chain, LENGTH } from './chain.js';

/** The derivative worked out on paper, in two loops over memory that is there already: what is left if following costs nothing. */
export function chainByHand({ steps, dtype, y, a, b }: Chain): Computation {
  const states = floats(new Float64Array((steps + 1) * LENGTH), dtype);
  states.set(y);
  const [byY, byA, byB] = [y, a, b].map((leaf) => floats(leaf, dtype));
  return computation(() => {
    for (let at = LENGTH; at < states.length; at += LENGTH) {
      for (let i = 0; i < LENGTH; i++) {
        states[at + i] = Math.tanh(states[at + i - LENGTH] * a[i] + b[i]);
      }
    }
    byY.fill(1);
    byA.fill(0);
    byB.fill(0);
    for (let at = states.length - LENGTH; at > 0; at -= LENGTH) {
      for (let i = 0; i < LENGTH; i++) {
        const state = states[at + i];
        const bySum = byY[i] * (1 - state * state);
        byA[i] = byA[i] + bySum * states[at + i - LENGTH];
        byB[i] = byB[i] + bySum;
        byY[i] = bySum * a[i];
      }
    }
    return joined([byY, byA, byB]);
  });
}
