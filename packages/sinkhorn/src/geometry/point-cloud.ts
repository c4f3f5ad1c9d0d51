import {
  type ArrayInput,
  contiguous,
  DomainError,
  type FloatDType,
  type PairwiseCosts,
  resultDtype,
  ShapeError,
} from '@monge/ndarray';
import { asCost } from '../costs/as-cost.js';
import type { Cost, CostInput } from '../costs/cost.js';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { costMatrix } from './cost-matrix.js';
import { embedPoints } from './embed-points.js';
import type { PointCloud, Points } from './geometry.js';
import { onExecutor } from './on-executor.js';

export interface PointCloudOptions {
  /** Cost between two points. Default {@link squaredEuclidean}. */
  readonly cost?: CostInput;
}

/**
 * The geometry of two point clouds under a cost. The squared Euclidean, Euclidean, cosine and great-circle costs are computed inside the kernels and
 * never stored; the matrix of any other cost is computed once and kept, n·m numbers.
 *
 * @param x source points, [n, d], or [n] on the line; finite. Copied.
 * @param y target points, [m, d], or [m]. Two float32 clouds are worked on in float32, anything else in float64.
 * @throws {ShapeError} when a cloud is empty or the dimensions differ.
 * @throws {DomainError} when a coordinate is NaN or beyond 1e75, or the cost is not defined there.
 *
 * @example
 * ```ts
 * import { euclidean, pointCloud } from '@monge/sinkhorn';
 *
 * pointCloud([[0, 0], [1, 0]], [[0, 1], [1, 1], [2, 1]], { cost: euclidean }).shape; // → [2, 3]
 * ```
 */
export function pointCloud(x: ArrayInput, y: ArrayInput, options: PointCloudOptions = {}): PointCloud {
  const caller = 'sinkhorn.pointCloud';
  const cost = asCost(options.cost ?? squaredEuclidean, caller);
  const dtype = resultDtype(x, y);
  const source = readPoints(x, dtype, cost, 'x', caller);
  const target = readPoints(y, dtype, cost, 'y', caller);
  if (source.dimension !== target.dimension) {
    throw new ShapeError(
      `${caller}: expected y of shape [m, ${source.dimension}] (target points, of the dimension of x), got ` +
        `[${target.count}, ${target.dimension}]`,
    );
  }
  let costs: PairwiseCosts | undefined;
  const kernels = onExecutor([source.count, target.count], dtype, () => {
    costs ??= costsBetween(source, target, cost);
    return costs;
  });
  return Object.freeze<PointCloud>({ kind: 'pointCloud', ...kernels, cost, x: source, y: target });
}

/** Squares of coordinates, and the squares of costs that are such squares, have to be numbers. */
const LARGEST = 1e75;

/** Points from an input: contiguous, finite, a copy. */
export function readPoints(
  input: ArrayInput,
  dtype: FloatDType,
  cost: Cost,
  name: string,
  caller: string,
): Points {
  const { data, shape } = contiguous(input, dtype, { name, caller });
  if (shape.length < 1 || shape.length > 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [n, d] with n, d ≥ 1 (points), or [n] on the line, got [${shape.join(', ')}]`,
    );
  }
  const [count, dimension = 1] = shape as readonly [number, number?];
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i]) <= LARGEST) continue;
    throw new DomainError(
      `${caller}: expected coordinates in [−1e75, 1e75] in ${name} (their squares are computed), got ${data[i]} at [${Math.floor(i / dimension)}, ${i % dimension}]; ` +
        'drop, impute or rescale such points first',
    );
  }
  cost.validate?.(data, dimension, name, caller);
  return { data: data.slice(), count, dimension };
}

/** The costs between two sets of points as the kernels take them. */
export function costsBetween(x: Points, y: Points, cost: Cost): PairwiseCosts {
  const { fused } = cost;
  if (fused === undefined) {
    return { kind: 'stored', rows: x.count, columns: y.count, costs: costMatrix(x, y, cost) };
  }
  const { kind, factor, embedding } = fused;
  const [from, to] =
    embedding === undefined ? [x, y] : [embedPoints(x, embedding), embedPoints(y, embedding)];
  return { kind, factor, dimension: from.dimension, x: from.data, y: to.data };
}
