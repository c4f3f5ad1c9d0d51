import { type Executor, fromData } from '@monge/ndarray';
import { pointCloud } from '../../geometry/point-cloud.js';
import { dot, sum } from '../../internal/sums.js';
import type { GromovProblem } from '../gromov-problem.js';
import { type Cloud, centredCloud, squaresOf } from './cloud.js';
import { quarticSums } from './cloud-space.js';
import { matrix, product, transposed } from './matrices.js';
import type { Block, Blocks } from './plan-blocks.js';
import type { Measured, QuadraticForm } from './quadratic-form.js';
import { dtypeOf } from './settings.js';

/** The clouds of a problem: of both spaces, and those between which the features are squared distances, if there are any. */
export interface Clouds {
  readonly x: Cloud;
  readonly y: Cloud;
  readonly features?: readonly [Cloud, Cloud];
}

interface CloudVisit extends Measured {
  readonly blocks: Blocks;
  /** Z = Xᵀ P Y, [d, d′] */
  readonly covariance: Float64Array;
}

/**
 * For squared distances among points, the square loss, and marginals that have to be met. With clouds that are centred, α_i = |x_i|² and β_j =
 * |y_j|², all that the linearised costs depend on is the covariance Z = Xᵀ P Y of the plan: but for terms of i or of j alone, which change no plan,
 *
 *   (L ⊗ P)_ij = −2 (α_i β_j ΣP + 4 x_iᵀ Z y_j),
 *
 * which is the squared distance of points in d′ + 1 dimensions, again but for such terms. So the linear problem is one between point clouds, nothing
 * of size n·m need be stored, and a visit is a pass over the plan, O(n·m·d).
 */
export function cloudForm(
  problem: GromovProblem,
  clouds: Clouds,
  executor: Executor,
): QuadraticForm<CloudVisit, Float64Array> {
  const { a, b, alpha } = problem;
  const mass = sum(a);
  const x = around(clouds.x, a);
  const y = around(clouds.y, b);
  const [xSquares, ySquares] = [squaresOf(x), squaresOf(y)];
  const [xSquare, ySquare] = [dot(a, xSquares), dot(b, ySquares)];
  const constant =
    dot(a, quarticSums(x, xSquares, a)) + dot(b, quarticSums(y, ySquares, b)) - 8 * xSquare * ySquare;
  const [alphas, betas] = [xSquares.map(less(xSquare / mass)), ySquares.map(less(ySquare / mass))];
  const points = featurePoints(clouds, a, b);
  const sides = joined(alphas, betas, x, y, points);

  // The cloud of fewer dimensions is multiplied by nothing, so that the potentials of its side are a start for the next linear problem.
  const onTarget = y.dimension <= x.dimension;
  const spread = Math.sqrt((onTarget ? xSquare / x.dimension : ySquare / y.dimension) / mass);
  const forSquares = positive(Math.sqrt(2 * alpha * (deviation(a, alphas) / deviation(b, betas))));
  const forPoints = positive(Math.sqrt(8 * alpha) * spread);
  const forFeatures = Math.sqrt((1 - alpha) / mass);
  const inFloat32 = dtypeOf(problem) === 'float32';

  return {
    concave: true,
    visit: (blocks) => {
      const { squares, covariance, feature } = contract(blocks, sides, executor, x.dimension, y.dimension);
      return {
        blocks,
        covariance,
        gromov: constant - 4 * mass * squares - 8 * dot(covariance, covariance),
        feature: points.constant - 2 * feature,
        mass,
      };
    },
    costs: ({ covariance }) => covariance,
    between: (from, to, theta) => from.map((value, at) => value + theta * (to[at] - value)),
    geometry: (covariance) => {
      const factor = (8 * alpha) / (mass * forPoints);
      const [moved, kept] = onTarget ? [turned(x, covariance, true), y] : [x, turned(y, covariance, false)];
      const [byX, byY] = onTarget ? [factor, forPoints] : [forPoints, factor];
      const columns = moved.dimension;
      const from = columnwise(x.count, [
        { values: alphas, columns: 1, factor: (2 * alpha) / forSquares },
        { values: moved.points, columns, factor: byX },
        { values: points.x, columns: points.dimension, factor: forFeatures },
      ]);
      const to = columnwise(y.count, [
        { values: betas, columns: 1, factor: forSquares },
        { values: kept.points, columns, factor: byY },
        { values: points.y, columns: points.dimension, factor: forFeatures },
      ]);
      const width = 1 + columns + points.dimension;
      return pointCloud(
        fromData(inFloat32 ? Float32Array.from(from) : from, [x.count, width]),
        fromData(inFloat32 ? Float32Array.from(to) : to, [y.count, width]),
      );
    },
    start: ({ f, g }) => (onTarget ? { g } : { f }),
    distance: ({ blocks }, before) => {
      const others = before.blocks()[Symbol.iterator]();
      let total = 0;
      for (const { values } of blocks()) {
        const other: Block = others.next().value;
        for (let at = 0; at < values.length; at++) total += Math.abs(values[at] - other.values[at]);
      }
      return total / mass;
    },
  };
}

/** A cloud around its mean, in units in which the factor of its costs is one. */
function around(cloud: Cloud, weights: Float64Array): Cloud {
  const unit = Math.sqrt(cloud.factor);
  const { points, ...rest } = centredCloud(cloud, weights);
  return { ...rest, points: points.map((value) => unit * value), factor: 1 };
}

function less(mean: number): (value: number) => number {
  return (value) => value - mean;
}

function deviation(weights: Float64Array, values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += weights[i] * values[i] ** 2;
  return Math.sqrt(total);
}

/** A scale that there is none of, between points that are all alike, may be anything. */
function positive(scale: number): number {
  return scale > 0 && scale < Infinity ? scale : 1;
}

interface FeaturePoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dimension: number;
  /** Σ a_i |x_i|² + Σ b_j |y_j|² */
  readonly constant: number;
}

function featurePoints({ features }: Clouds, a: Float64Array, b: Float64Array): FeaturePoints {
  if (features === undefined) {
    return { x: new Float64Array(), y: new Float64Array(), dimension: 0, constant: 0 };
  }
  const { dimension, factor, points } = features[0];
  const x = around(features[0], a);
  // Around the same point.
  const unit = Math.sqrt(factor);
  const origin = Float64Array.from({ length: dimension }, (_, k) => unit * points[k] - x.points[k]);
  const y = {
    ...features[1],
    points: features[1].points.map((value, at) => unit * value - origin[at % dimension]),
  };
  const constant = dot(a, squaresOf(x)) + dot(b, squaresOf(y));
  return { x: x.points, y: y.points, dimension, constant };
}

/** Columns next to each other, each a multiple of given ones. */
function columnwise(
  count: number,
  parts: readonly { readonly values: Float64Array; readonly columns: number; readonly factor: number }[],
): Float64Array {
  const width = parts.reduce((total, { columns }) => total + columns, 0);
  const out = new Float64Array(count * width);
  let first = 0;
  for (const { values, columns, factor } of parts) {
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < columns; k++) out[i * width + first + k] = factor * values[i * columns + k];
    }
    first += columns;
  }
  return out;
}

/** What the plan is contracted with on either side: squares, points and features, [n, 1 + d + e] and [m, 1 + d′ + e]. */
interface Sides {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly m: number;
  readonly widthX: number;
  readonly widthY: number;
}

function joined(
  alphas: Float64Array,
  betas: Float64Array,
  x: Cloud,
  y: Cloud,
  features: FeaturePoints,
): Sides {
  const side = (squares: Float64Array, cloud: Cloud, points: Float64Array) =>
    columnwise(cloud.count, [
      { values: squares, columns: 1, factor: 1 },
      { values: cloud.points, columns: cloud.dimension, factor: 1 },
      { values: points, columns: features.dimension, factor: 1 },
    ]);
  return {
    x: side(alphas, x, features.x),
    y: side(betas, y, features.y),
    m: y.count,
    widthX: 1 + x.dimension + features.dimension,
    widthY: 1 + y.dimension + features.dimension,
  };
}

/** αᵀ P β, Xᵀ P Y and the trace of the same for the features, in one pass over the plan. */
function contract(
  blocks: Blocks,
  sides: Sides,
  executor: Executor,
  d: number,
  e: number,
): { readonly squares: number; readonly covariance: Float64Array; readonly feature: number } {
  const { x, y, m, widthX, widthY } = sides;
  // All products of a column of the one side with one of the other, of which these are some.
  const all = new Float64Array(widthX * widthY);
  for (const { first, count, values } of blocks()) {
    const means = product(executor, matrix(values, count, m), matrix(y, m, widthY));
    const own = transposed(x.subarray(first * widthX, (first + count) * widthX), count, widthX);
    const part = product(executor, own, matrix(means, count, widthY));
    for (let at = 0; at < all.length; at++) all[at] += part[at];
  }
  let feature = 0;
  for (let k = 1 + d, l = 1 + e; l < widthY; k++, l++) feature += all[k * widthY + l];
  const covariance = new Float64Array(d * e);
  for (let k = 0; k < d; k++) {
    covariance.set(all.subarray((1 + k) * widthY + 1, (1 + k) * widthY + 1 + e), k * e);
  }
  return { squares: all[0], covariance, feature };
}

/** X Z for the source cloud, or Y Zᵀ for the target cloud, where Z is [d, d′]. */
function turned(cloud: Cloud, covariance: Float64Array, source: boolean): Cloud {
  const { points, count, dimension } = cloud;
  const columns = covariance.length / dimension;
  const out = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < columns; k++) {
      let total = 0;
      for (let l = 0; l < dimension; l++) {
        total += points[i * dimension + l] * covariance[source ? l * columns + k : k * dimension + l];
      }
      out[i * columns + k] = total;
    }
  }
  return { ...cloud, points: out, dimension: columns };
}
