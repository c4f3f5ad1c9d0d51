import type { FloatData } from '@monge/ndarray';
import { checkSetting } from '../../internal/check-setting.js';
import { type Loop, sweep } from '../../internal/sweep.js';
import { zerosOf } from '../../internal/zeros-of.js';
import type { AdamOptions, AdamState } from '../adam.js';
import { scheduleOf } from '../learning-rate.js';
import type { Optimizer } from '../optimizer.js';
import { moving } from './moving.js';

/** Adam, with a decay of the parameters beside it: λ for the leaf of each name. */
export function adaptiveMoments(
  { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
  decayOf: (name: string) => number,
  caller: string,
): Optimizer<AdamState> {
  const schedule = scheduleOf(learningRate, caller);
  checkSetting(beta1 >= 0 && beta1 < 1, 'beta1', 'in [0, 1) (the decay of the mean)', beta1, caller);
  checkSetting(beta2 >= 0 && beta2 < 1, 'beta2', 'in [0, 1) (the decay of the mean square)', beta2, caller);
  checkSetting(epsilon > 0 && epsilon < Infinity, 'epsilon', 'a number > 0', epsilon, caller);

  return moving(
    (params) => ({ step: 0, m: zerosOf(params, caller), v: zerosOf(params, caller) }),
    (gradients, { step, m, v }, params, times, reuse) => {
      const current = schedule(step);
      // What removes the bias of v, out of its root: √(v/b) + ε = (√v + √b ε) / √b.
      const root = Math.sqrt(1 - beta2 ** (step + 1));
      const coefficients = {
        beta1,
        beta2,
        epsilon: root * epsilon,
        scale: (root * current) / (1 - beta1 ** (step + 1)),
      };
      const loop: Loop = (leaves, name) =>
        moveEach(leaves, { ...coefficients, keep: times - current * decayOf(name) });
      const trees = { params, 'state.m': m, 'state.v': v, gradients };
      const givenUp = reuse && { params: reuse.params, 'state.m': reuse.state.m, 'state.v': reuse.state.v };
      const [moved, mean, square] = sweep(caller, trees, 3, loop, givenUp);
      return [moved, { step: step + 1, m: mean, v: square }];
    },
  );
}

interface Coefficients {
  readonly beta1: number;
  readonly beta2: number;
  /** What is added to √v. */
  readonly epsilon: number;
  /** The rate, and what removes the biases. */
  readonly scale: number;
  /** What is kept of the parameters. */
  readonly keep: number;
}

/**
 * The loop over elements: on its own, with its numbers in variables of its own, where it is twice as fast as in a closure. It waits for the root and the division;
 * rounding to float32 in between takes half as long again.
 */
function moveEach(
  [p, m, v, g]: readonly FloatData[],
  { beta1, beta2, epsilon, scale, keep }: Coefficients,
): void {
  for (let i = 0; i < p.length; i++) {
    const gi = g[i];
    const mi = beta1 * m[i] + (1 - beta1) * gi;
    const vi = beta2 * v[i] + (1 - beta2) * gi * gi;
    m[i] = mi;
    v[i] = vi;
    // 0, but NaN where v has overflowed: an infinite one would hold its parameter fast, and nobody would know.
    const overflow = vi - vi;
    p[i] = keep * p[i] - (scale * mi) / (Math.sqrt(vi) + epsilon) + overflow;
  }
}
