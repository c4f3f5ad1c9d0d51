import type { FloatData } from '@monge/ndarray';
import { checkSetting } from '../../internal/check-setting.js';
import { type Loop, sweep } from '../../internal/sweep.js';
import { zerosOf } from '../../internal/zeros-of.js';
import type { Plain } from '../../plain.js';
import type { AdamOptions, AdamState } from '../adam.js';
import { scheduleOf } from '../learning-rate.js';
import type { Optimizer } from '../optimizer.js';

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

  /** The updates on top of so many times the parameters, and the next state. */
  const move = (gradients: unknown, { step, m, v }: AdamState, params: unknown, times: 0 | 1) => {
    const current = schedule(step);
    const coefficients = {
      beta1,
      beta2,
      epsilon,
      scale: current / (1 - beta1 ** (step + 1)),
      unbias: 1 / (1 - beta2 ** (step + 1)),
    };
    const loop: Loop = (inputs, outputs, name) =>
      moveEach(inputs, outputs, { ...coefficients, keep: times - current * decayOf(name) });
    const trees = { params, gradients, 'state.m': m, 'state.v': v };
    const [moved, mean, square] = sweep(caller, trees, 3, loop);
    return { moved, state: { step: step + 1, m: mean, v: square } };
  };

  return {
    init: (params) => ({ step: 0, m: zerosOf(params, caller), v: zerosOf(params, caller) }),
    update<G>(gradients: G, state: AdamState, params: unknown) {
      const { moved, state: next } = move(gradients, state, params, 0);
      return { updates: moved as Plain<G>, state: next };
    },
    advance<P>(gradients: unknown, state: AdamState, params: P) {
      const { moved, state: next } = move(gradients, state, params, 1);
      return { params: moved as Plain<P>, state: next };
    },
  };
}

interface Coefficients {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** The rate, and what removes the bias of m. */
  readonly scale: number;
  /** What removes the bias of v. */
  readonly unbias: number;
  /** What is kept of the parameters. */
  readonly keep: number;
}

/** The loop over elements: on its own, with its numbers in variables of its own, where it is twice as fast as in a closure. */
function moveEach(
  [p, g, m, v]: readonly FloatData[],
  [moved, nextM, nextV]: readonly FloatData[],
  { beta1, beta2, epsilon, scale, unbias, keep }: Coefficients,
): void {
  const { length } = moved;
  for (let i = 0; i < length; i++) {
    const gi = g[i];
    const mi = beta1 * m[i] + (1 - beta1) * gi;
    const vi = beta2 * v[i] + (1 - beta2) * gi * gi;
    nextM[i] = mi;
    nextV[i] = vi;
    // 0, but NaN where v has overflowed: an infinite one would hold its parameter fast, and nobody would know.
    const overflow = vi - vi;
    moved[i] = keep * p[i] - (scale * mi) / (Math.sqrt(unbias * vi) + epsilon) + overflow;
  }
}
