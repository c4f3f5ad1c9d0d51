import { type Executor, fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import type { Geometry, PointCloud } from '../../geometry/geometry.js';
import { embeddedCotangents } from '../../gradients/internal/embedded-cotangents.js';

/** What a cotangent W of the costs is to the points of either side: x̄_i = Σ_j W_ij ∇ₓc(x_i, y_j), and alike for y. */
export interface PointCotangents {
  /** [n, d] */
  readonly x: NdArray<Float64Array>;
  /** [m, d] */
  readonly y: NdArray<Float64Array>;
}

/** @throws {UnsupportedError} when the geometry is no point cloud, or its cost brings no gradient. */
export function pointCotangents(
  geometry: Geometry,
  cotangent: Float64Array,
  executor: Executor,
): PointCotangents {
  if (geometry.kind !== 'pointCloud') {
    throw new UnsupportedError(
      'sinkhorn.gromovGradient: expected the geometry of point clouds (gradients by points), got a matrix of costs; use the gradient by its entries',
    );
  }
  const { fused, gradient, name } = geometry.cost;
  const [n, dimension] = [geometry.x.count, geometry.x.dimension];
  if (fused === undefined && gradient === undefined) {
    throw new UnsupportedError(
      `sinkhorn.gromovGradient: expected a cost with a gradient, got the function '${name}' alone; give a record { name, between, gradient } for the ` +
        'cost, or use the gradient by its values',
    );
  }
  const { x, y } =
    fused === undefined
      ? pairByPair(geometry, gradient!, cotangent)
      : embeddedCotangents(geometry, fused, executor, [{ first: 0, count: n, values: cotangent }]);
  return { x: fromData(x, [n, dimension]), y: fromData(y, [geometry.y.count, dimension]) };
}

function pairByPair(
  { x: sources, y: targets }: PointCloud,
  gradient: NonNullable<PointCloud['cost']['gradient']>,
  cotangent: Float64Array,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const { dimension } = sources;
  const [from, to] = [Float64Array.from(sources.data), Float64Array.from(targets.data)];
  const [x, y] = [new Float64Array(from.length), new Float64Array(to.length)];
  const [atX, atY] = [new Float64Array(dimension), new Float64Array(dimension)];
  for (let i = 0, at = 0; i < sources.count; i++) {
    const source = from.subarray(i * dimension, (i + 1) * dimension);
    for (let j = 0; j < targets.count; j++, at++) {
      gradient(source, to.subarray(j * dimension, (j + 1) * dimension), atX, atY);
      for (let k = 0; k < dimension; k++) {
        x[i * dimension + k] += cotangent[at] * atX[k];
        y[j * dimension + k] += cotangent[at] * atY[k];
      }
    }
  }
  return { x, y };
}
