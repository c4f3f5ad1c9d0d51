import { type ArrayInput, DomainError, type Executor } from '@monge/ndarray';
import { euclidean } from '../costs/euclidean.js';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import type { Points } from '../geometry/geometry.js';
import { costsBetween } from '../geometry/point-cloud.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { dot } from '../internal/sums.js';
import { type MeasureOptions, readMeasures } from './internal/measures.js';
import { pairSums } from './internal/pair-sums.js';

export interface SquaredMmdOptions extends MeasureOptions {
  /** `'gaussian'`: k = exp(−|x − y|²/(2σ²)); `'laplacian'`: k = exp(−|x − y|/σ). Default `'gaussian'`. */
  readonly kernel?: 'gaussian' | 'laplacian';
  /** σ, in the units of the points, > 0: differences of that size are seen. */
  readonly bandwidth: number;
  /** `'biased'`: the discrepancy of the two clouds, ≥ 0. `'unbiased'`: an estimate of that of the measures they were drawn from, which may be negative. Default `'biased'`. */
  readonly estimator?: 'biased' | 'unbiased';
  /** Engine of the kernels. Default: that of `solve`. */
  readonly executor?: Executor;
}

/**
 * The squared maximum mean discrepancy of two weighted clouds, E k(x, x′) + E k(y, y′) − 2 E k(x, y) (Gretton et al. 2012, "A kernel two-sample test", Lemma 6).
 * The unbiased estimator leaves out the pairs of a point and itself, and divides by 1 − Σ a_i². GeomLoss's is half of it, with blur = σ.
 * O((n + m)²·d), with no matrix.
 *
 * @param x [n, d], or [n] on the line.
 * @param y [m, d], or [m].
 * @throws {ShapeError} when a cloud is empty, the dimensions differ, or the weights do not fit.
 * @throws {DomainError} when a number is out of its range, or all the weight on one point where the estimator shall be unbiased.
 *
 * @example
 * ```ts
 * import { squaredMmd } from '@monge/sinkhorn';
 *
 * squaredMmd([0], [1], { bandwidth: 1 }).toFixed(6); // → '0.786939'
 * ```
 */
export function squaredMmd(x: ArrayInput, y: ArrayInput, options: SquaredMmdOptions): number {
  const { kernel = 'gaussian', bandwidth, estimator = 'biased', executor = defaultExecutor() } = options;
  expect(bandwidth > 0 && bandwidth < Infinity, 'bandwidth in (0, ∞) (σ of the kernel)', bandwidth);
  expect(kernel === 'gaussian' || kernel === 'laplacian', "kernel 'gaussian' or 'laplacian'", kernel);
  expect(estimator === 'biased' || estimator === 'unbiased', "estimator 'biased' or 'unbiased'", estimator);
  const [cost, epsilon] =
    kernel === 'gaussian'
      ? [squaredEuclidean, withinRange(2 * bandwidth ** 2)]
      : [euclidean, withinRange(bandwidth)];
  const { x: source, y: target, a, b } = readMeasures(x, y, options, cost, caller);
  const between = (p: Points, s: Float64Array, q: Points, t: Float64Array) =>
    pairSums(costsBetween(p, q, cost), s, t, epsilon, executor).mass;
  const within = (p: Points, weights: Float64Array) => {
    const all = between(p, weights, p, weights);
    if (estimator === 'biased') return all;
    const alone = dot(weights, weights);
    expect(alone < 1, 'weight on two points at least of each cloud (pairs are counted)', 'one');
    return (all - alone) / (1 - alone);
  };
  const square = within(source, a) + within(target, b) - 2 * between(source, a, target, b);
  // Rounding may take it a little below.
  return estimator === 'biased' ? Math.max(0, square) : square;
}

const caller = 'sinkhorn.squaredMmd';

/** Beyond these the kernel is zero between any two points, or one everywhere: the squares of small bandwidths vanish, and those of large ones are infinite. */
function withinRange(epsilon: number): number {
  return Math.min(Math.max(epsilon, 1e-300), 1e150);
}

function expect(condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
