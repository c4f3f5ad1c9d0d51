import { type Executor, fromData } from '@monge/ndarray';
import { pointCloud } from '../../geometry/point-cloud.js';
import { dot, sum } from '../../internal/sums.js';
import type { GromovProblem } from '../gromov-problem.js';
import { around, type Cloud, type Clouds, squaresOf } from './cloud.js';
import { contract, sidesOf } from './cloud-contraction.js';
import { quarticSums } from './cloud-space.js';
import { columnwise } from './columnwise.js';
import { featurePoints } from './feature-points.js';
import { type Blocks, pairsOf } from './plan-blocks.js';
import type { Measured, QuadraticForm } from './quadratic-form.js';
import { dtypeOf } from './settings.js';

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
  const sides = sidesOf(alphas, betas, x, y, points);

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
    // Which changes no plan of a given mass.
    raised: (covariance) => covariance,
    least: () => 0,
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
      let total = 0;
      for (const [{ values }, other] of pairsOf(blocks, before.blocks)) {
        for (let at = 0; at < values.length; at++) total += Math.abs(values[at] - other.values[at]);
      }
      return total / mass;
    },
  };
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
