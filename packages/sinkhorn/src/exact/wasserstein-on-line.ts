import { type ArrayInput, contiguous, DomainError } from '@monge/ndarray';
import { powerMean } from './power-mean.js';
import { transportOnLine } from './transport-on-line.js';

export interface WassersteinOnLineOptions {
  /** Exponent, in [1, ∞]. Default 1. */
  readonly p?: number;
  /** Source weights, [n], ≥ 0, as in {@link transportOnLine}. */
  readonly a?: ArrayInput;
  /** Target weights, [m], ≥ 0, of the same total. */
  readonly b?: ArrayInput;
}

/**
 * The p-Wasserstein distance of two measures on the line, the L^p distance of their quantile functions,
 *
 *   W_p = (∫₀¹ |F_a⁻¹(t) − F_b⁻¹(t)|^p dt)^(1/p),
 *
 * of the weights divided by their total (Santambrogio 2015, Optimal Transport for Applied Mathematicians, Prop. 2.17). For p = ∞ it is the largest distance
 * that mass is moved. O((n + m) log(n + m)).
 *
 * @param x source points, [n], in any order.
 * @param y target points, [m]
 * @throws {DomainError} when p is outside [1, ∞], and as {@link transportOnLine}.
 *
 * @example
 * ```ts
 * import { wassersteinOnLine } from '@monge/sinkhorn';
 *
 * wassersteinOnLine([0, 1], [3, 5]); // → 3.5
 * wassersteinOnLine([0, 1], [3, 5], { p: Infinity }); // → 4
 * ```
 */
export function wassersteinOnLine(
  x: ArrayInput,
  y: ArrayInput,
  { p = 1, ...weights }: WassersteinOnLineOptions = {},
): number {
  if (!(p >= 1)) {
    throw new DomainError(`sinkhorn.wassersteinOnLine: expected p in [1, ∞] (exponent of |x − y|), got ${p}`);
  }
  // The plan is the same for all p.
  const { source, target, mass } = transportOnLine(x, y, { ...weights, cost: Math.abs }).support;
  const [from, to] = [contiguous(x, 'float64').data, contiguous(y, 'float64').data];
  const distances = mass.map((_, e) => Math.abs(from[source[e]] - to[target[e]]));
  return powerMean(distances, mass, p);
}
