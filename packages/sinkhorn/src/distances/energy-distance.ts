import type { ArrayInput, Executor } from '@monge/ndarray';
import { asCost } from '../costs/as-cost.js';
import type { CostInput } from '../costs/cost.js';
import { euclidean } from '../costs/euclidean.js';
import type { Points } from '../geometry/geometry.js';
import { costsBetween } from '../geometry/point-cloud.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { type MeasureOptions, readMeasures } from './internal/measures.js';
import { meanCost } from './internal/pair-sums.js';

export interface EnergyDistanceOptions extends MeasureOptions {
  /** In place of the distance. Default {@link euclidean}; the result is then ≥ 0, and 0 only for equal measures. */
  readonly cost?: CostInput;
  /** Engine of the kernels. Default: that of `solve`. */
  readonly executor?: Executor;
}

/**
 * The energy distance of two weighted clouds, 2 E|x − y| − E|x − x′| − E|y − y′| (Székely & Rizzo 2013, "Energy statistics: a class of
 * statistics based on distances"): twice the limit of the {@link sinkhornDivergence} as ε → ∞, for the same cost. SciPy's, on
 * the line, is the root of it, and GeomLoss's half. O((n + m)²·d), with no matrix.
 *
 * @param x [n, d], or [n] on the line.
 * @param y [m, d], or [m].
 * @throws {ShapeError} when a cloud is empty, the dimensions differ, or the weights do not fit.
 * @throws {DomainError} when a coordinate is NaN or infinite, or a weight negative, NaN or infinite, or all are zero.
 *
 * @example
 * ```ts
 * import { energyDistance } from '@monge/sinkhorn';
 *
 * energyDistance([0, 2], [1], { a: [0.75, 0.25] }).toFixed(9); // → '1.250000000'
 * ```
 */
export function energyDistance(x: ArrayInput, y: ArrayInput, options: EnergyDistanceOptions = {}): number {
  const caller = 'sinkhorn.energyDistance';
  const { executor = defaultExecutor() } = options;
  const cost = asCost(options.cost ?? euclidean, caller);
  const measures = readMeasures(x, y, options, cost, caller);
  const { a, b } = measures;
  const mean = (p: Points, s: Float64Array, q: Points, t: Float64Array) =>
    meanCost(costsBetween(p, q, cost), s, t, executor);
  return (
    2 * mean(measures.x, a, measures.y, b) -
    mean(measures.x, a, measures.x, a) -
    mean(measures.y, b, measures.y, b)
  );
}
