import { checkSetting } from '../internal/check-setting.js';
import type { AdamOptions, AdamState } from './adam.js';
import { adaptiveMoments } from './internal/adaptive-moments.js';
import type { Optimizer } from './optimizer.js';
import type { WeightDecayOptions } from './weight-decay.js';

export interface AdamwOptions extends AdamOptions, WeightDecayOptions {
  /** λ ≥ 0: a step takes rate · λ of each parameter away. Default 0.01. */
  readonly decay?: number;
}

/**
 * {@link adam} with decoupled weight decay: u = −rate · (m̂ / (√v̂ + ε) + λ p). The decay is not part of the gradients, so that it is the same for
 * parameters with large and with small ones.
 *
 * Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019), algorithm 2, with λ scaled by the rate, as in PyTorch and optax.
 *
 * @throws DomainError for options out of range.
 * @example
 * const { init, update } = adamw({ learningRate: 0.01, decay: 0.1, mask: (name) => !name.endsWith('b') });
 * const params = { w: [10], b: [10] };
 * update({ w: [3], b: [3] }, init(params), params).updates; // → { w: [-0.02], b: [-0.01] }
 */
export function adamw({
  decay = 0.01,
  mask = () => true,
  ...options
}: AdamwOptions = {}): Optimizer<AdamState> {
  const caller = 'nn.adamw';
  checkSetting(decay >= 0 && decay < Infinity, 'decay', 'a number ≥ 0 (the weight decay)', decay, caller);
  return adaptiveMoments(options, (name) => (mask(name) ? decay : 0), caller);
}
