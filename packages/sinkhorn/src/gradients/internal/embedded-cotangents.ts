import type { Executor } from '@monge/ndarray';
import type { FusedCost } from '../../costs/cost.js';
import { embedPoints } from '../../geometry/embed-points.js';
import type { PointCloud, Points } from '../../geometry/geometry.js';
import { type Block, matrix, transposed } from './modulated-plan.js';
import { pulledBack } from './pulled-back.js';

interface Cotangents {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Cotangents of the points under a cost that is a function of a distance: of the embedded points first, and then pulled back. */
export function embeddedCotangents(
  { x: sources, y: targets }: PointCloud,
  { kind, factor, embedding }: FusedCost,
  executor: Executor,
  blocks: Iterable<Block>,
): Cotangents {
  const [u, v] =
    embedding === undefined
      ? [sources, targets]
      : [embedPoints(sources, embedding), embedPoints(targets, embedding)];
  const [from, to] = centred(u, v);
  const cotangents =
    kind === 'squaredDistance'
      ? ofSquares(from, to, factor, executor, blocks)
      : ofDistances(from, to, kind === 'arc' ? arcSlope : distanceSlope, factor, blocks);
  if (embedding === undefined) return cotangents;
  return {
    x: pulledBack(sources, embedding, u.dimension, cotangents.x),
    y: pulledBack(targets, embedding, v.dimension, cotangents.y),
  };
}

interface Cloud {
  readonly data: Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/** Both clouds counted from the mean of the first: only differences matter, and they lose digits far from the origin. */
function centred(u: Points, v: Points): readonly [Cloud, Cloud] {
  const { dimension } = u;
  const mean = new Float64Array(dimension);
  u.data.forEach((value, at) => {
    mean[at % dimension] += value / u.count;
  });
  const around = ({ data, count }: Points): Cloud => ({
    data: Float64Array.from(data, (value, at) => value - mean[at % dimension]),
    count,
    dimension,
  });
  return [around(u), around(v)];
}

/** 2 (Σ_j W_ij u_i − Σ_j W_ij v_j), a product of matrices. */
function ofSquares(
  u: Cloud,
  v: Cloud,
  factor: number,
  executor: Executor,
  blocks: Iterable<Block>,
): Cotangents {
  const { dimension } = u;
  const m = v.count;
  const x = new Float64Array(u.data.length);
  const y = new Float64Array(v.data.length);
  const columnSums = new Float64Array(m);
  const back = new Float64Array(v.data.length);
  for (const { first, count, values } of blocks) {
    const own = u.data.subarray(first * dimension, (first + count) * dimension);
    const out = x.subarray(first * dimension, (first + count) * dimension);
    executor.gemm(matrix(values, count, m), matrix(v.data, m, dimension), out);
    executor.gemm(transposed(values, count, m), matrix(own, count, dimension), back);
    for (let at = 0; at < y.length; at++) y[at] += back[at];
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = 0; j < m; j++) {
        const value = values[i * m + j];
        sum += value;
        columnSums[j] += value;
      }
      for (let at = i * dimension; at < (i + 1) * dimension; at++) {
        out[at] = 2 * factor * (sum * own[at] - out[at]);
      }
    }
  }
  for (let at = 0; at < y.length; at++) {
    y[at] = 2 * factor * (columnSums[Math.floor(at / dimension)] * v.data[at] - y[at]);
  }
  return { x, y };
}

/** ∇ᵤ|u − v| = (u − v)/|u − v|, and 0 where the two meet: the subgradient of least norm. */
function distanceSlope(square: number): number {
  return square === 0 ? 0 : 1 / Math.sqrt(square);
}

/** The same for the angle 2 asin(|u − v|/2), but for a part across the sphere, which no point moves along; 0 at antipodes too. */
function arcSlope(square: number): number {
  const product = square * (1 - square / 4);
  return product > 0 ? 1 / Math.sqrt(product) : 0;
}

function ofDistances(
  u: Cloud,
  v: Cloud,
  slope: (square: number) => number,
  factor: number,
  blocks: Iterable<Block>,
): Cotangents {
  const { dimension } = u;
  const m = v.count;
  const x = new Float64Array(u.data.length);
  const y = new Float64Array(v.data.length);
  const difference = new Float64Array(dimension);
  for (const { first, count, values } of blocks) {
    for (let i = first; i < first + count; i++) {
      for (let j = 0; j < m; j++) {
        let square = 0;
        for (let k = 0; k < dimension; k++) {
          difference[k] = u.data[i * dimension + k] - v.data[j * dimension + k];
          square += difference[k] * difference[k];
        }
        const weight = factor * values[(i - first) * m + j] * slope(square);
        for (let k = 0; k < dimension; k++) {
          x[i * dimension + k] += weight * difference[k];
          y[j * dimension + k] -= weight * difference[k];
        }
      }
    }
  }
  return { x, y };
}
