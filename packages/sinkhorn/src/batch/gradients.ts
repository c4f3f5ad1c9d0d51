import { type NdArray, reshape, ShapeError } from '@monge/ndarray';
import { gradient } from '../gradients/gradient.js';
import type { GradientOptions } from '../gradients/sensitivities.js';
import type { BatchSolution } from './batch-solution.js';
import { inProblem } from './internal/in-problem.js';
import { joined } from './internal/joined.js';
import { pointGradients } from './internal/point-gradients.js';

/** The derivatives of the regularised cost of each problem of a batch, one after the other: `sourceOffsets` and `targetOffsets` tell them apart. */
export interface BatchSensitivities {
  /**
   * By the source points, [Σ n, d].
   *
   * @throws {UnsupportedError} when a geometry has no points, or its cost brings no gradient; {ShapeError} when dimensions differ.
   */
  x(): NdArray<Float64Array>;
  /** By the target points, [Σ m, d]; likewise. */
  y(): NdArray<Float64Array>;
  /** By the source weights, [Σ n]: of problems with both marginals to meet, but for a constant, as in `gradient`. */
  readonly a: NdArray<Float64Array>;
  /** By the target weights, [Σ m]. */
  readonly b: NdArray<Float64Array>;
  /** By ε, [B]. */
  epsilon(): NdArray<Float64Array>;
}

/**
 * The gradients of the regularised costs of a batch, each by the envelope theorem as `gradient` of its solution: of their sum, since no problem knows of the
 * others. For squared Euclidean costs the points take one fused pass over the plan. O(n·m·d) a problem.
 *
 * @example
 * ```ts
 * import { gradients, linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
 *
 * const clouds = pointClouds([[[0, 0], [1, 0]], [[2, 0]]], [[[0, 1]], [[0, 1]]]);
 * const batch = solveBatch(linearProblems(clouds, { epsilon: 0.1 }), { threshold: 1e-9 });
 * gradients(batch).x(); // → [[0.00, -1.00], [1.00, -1.00], [4.00, -2.00]]
 * ```
 */
export function gradients(
  { solutions }: Pick<BatchSolution, 'solutions'>,
  options: GradientOptions = {},
): BatchSensitivities {
  const each = solutions.map((solution, k) => inProblem(k, () => gradient(solution, options)));
  const points = once(() => solutions.map((solution, k) => pointGradients(solution, each[k])));
  return {
    x: once(() => stacked(points().map(({ x }) => x()))),
    y: once(() => stacked(points().map(({ y }) => y()))),
    a: joined(each.map(({ a }) => a.data)),
    b: joined(each.map(({ b }) => b.data)),
    epsilon: once(() => joined([Float64Array.from(each, ({ epsilon }) => epsilon())])),
  };
}

/** Points below each other. */
function stacked(clouds: readonly NdArray<Float64Array>[]): NdArray<Float64Array> {
  const [, dimension] = clouds[0].shape;
  const other = clouds.find(({ shape }) => shape[1] !== dimension);
  if (other !== undefined) {
    throw new ShapeError(
      `sinkhorn.gradients: expected points of one dimension (they are stacked), got ${dimension} and ${other.shape[1]}; use gradient for each solution`,
    );
  }
  return reshape(joined(clouds.map(({ data }) => data)), [-1, dimension]);
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
