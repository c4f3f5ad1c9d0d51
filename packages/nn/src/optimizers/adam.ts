import { adaptiveMoments } from './internal/adaptive-moments.js';
import type { LearningRate } from './learning-rate.js';
import type { Optimizer } from './optimizer.js';

export interface AdamOptions {
  /** The length of steps, in the units of the parameters: none changes by much more in one. Default 1e-3. */
  readonly learningRate?: LearningRate;
  /** The decay of the mean of the gradients, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** The decay of the mean of their squares, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** What is added to the root of that mean, > 0, in the units of the gradients. Default 1e-8. */
  readonly epsilon?: number;
}

/** What {@link adam} remembers. */
export interface AdamState {
  /** Updates done. */
  readonly step: number;
  /** m, the mean of the gradients, biased towards 0: a tree like the parameters. */
  readonly m: unknown;
  /** v, the mean of their squares, likewise. */
  readonly v: unknown;
}

/**
 * Adam: steps along the mean of the gradients, in units of the root of the mean of their squares, parameter by parameter.
 *
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², u = −rate · m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) take the bias of the start
 * away. The state has the element type of the parameters; the arithmetic is that of float64. A gradient whose square is beyond the element type (1e20 in
 * float32) makes NaN. With a constant rate it does not settle: let the rate decay.
 *
 * Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
 *
 * @throws DomainError for options out of range.
 * @example
 * const { init, update } = adam({ learningRate: 0.01 });
 * update({ w: [3, -0.002] }, init({ w: [1, 1] }), { w: [1, 1] }).updates; // → { w: [-0.01, 0.01] }
 */
export function adam(options: AdamOptions = {}): Optimizer<AdamState> {
  return adaptiveMoments(options, () => 0, 'nn.adam');
}
