import type { FloatData } from '@monge/ndarray';
import { checkSetting } from '../internal/check-setting.js';
import { type Loop, sweep } from '../internal/sweep.js';
import { zerosOf } from '../internal/zeros-of.js';
import { moving } from './internal/moving.js';
import { type LearningRate, scheduleOf } from './learning-rate.js';
import type { Optimizer } from './optimizer.js';

export interface MomentumOptions {
  /** The length of steps. */
  readonly learningRate: LearningRate;
  /** How much of the velocity a step leaves, μ in [0, 1). Default 0.9. */
  readonly decay?: number;
  /** `'nesterov'` looks one step of the velocity ahead. Default `'heavyBall'`. */
  readonly mode?: 'heavyBall' | 'nesterov';
}

/** What {@link momentum} remembers. */
export interface MomentumState {
  /** Updates done. */
  readonly step: number;
  /** v, a tree like the parameters. */
  readonly velocity: unknown;
}

/**
 * Gradient descent with inertia: v ← μ v + g, and u = −rate · v, or −rate · (g + μ v) in Nesterov's mode. Long steps along directions in which gradients
 * agree: 1 / (1 − μ) times those of {@link sgd}.
 *
 * Source: Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning (2013), with the rate outside of the velocity,
 * as in PyTorch and optax.
 *
 * @throws DomainError for a rate or decay out of range.
 * @example
 * const { init, update } = momentum({ learningRate: 0.1, decay: 0.5 });
 * const first = update([1, -2], init([0, 0]), [0, 0]);
 * update([1, -2], first.state, [0, 0]).updates; // → [-0.15, 0.3]
 */
export function momentum({
  learningRate,
  decay = 0.9,
  mode = 'heavyBall',
}: MomentumOptions): Optimizer<MomentumState> {
  const caller = 'nn.momentum';
  const schedule = scheduleOf(learningRate, caller);
  checkSetting(
    decay >= 0 && decay < 1,
    'decay',
    'in [0, 1) (what a step leaves of the velocity)',
    decay,
    caller,
  );
  checkSetting(
    mode === 'heavyBall' || mode === 'nesterov',
    'mode',
    "'heavyBall' or 'nesterov'",
    mode,
    caller,
  );
  const ahead = mode === 'nesterov';
  return moving(
    (params) => ({ step: 0, velocity: zerosOf(params, caller) }),
    (gradients, { step, velocity }, params, times, reuse) => {
      const rate = schedule(step);
      const trees = { params, 'state.velocity': velocity, gradients };
      const givenUp = reuse && { params: reuse.params, 'state.velocity': reuse.state.velocity };
      const loop: Loop = (leaves) => accelerate(leaves, { rate, decay, ahead, times });
      const [moved, faster] = sweep(caller, trees, 2, loop, givenUp);
      return [moved, { step: step + 1, velocity: faster }];
    },
  );
}

/** The loop over elements, its numbers in variables of its own: in a closure it takes twice as long. */
function accelerate(
  [p, v, g]: readonly FloatData[],
  { rate, decay, ahead, times }: { rate: number; decay: number; ahead: boolean; times: number },
): void {
  // Both modes take the step rate · (a g + b v) for the new velocity v.
  const [a, b] = ahead ? [1, decay] : [0, 1];
  for (let i = 0; i < p.length; i++) {
    const faster = decay * v[i] + g[i];
    v[i] = faster;
    p[i] = times * p[i] - rate * (a * g[i] + b * faster);
  }
}
