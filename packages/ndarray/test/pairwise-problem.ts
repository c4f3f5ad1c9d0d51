import type { FloatData, FloatDType, PairwiseCosts } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { normal, uniform } from '@monge/random';

export const wasm = createWasm();
export const javascript = createJavaScript();
export const executors = [wasm, javascript];
export const dtypes: readonly FloatDType[] = ['float64', 'float32'];

/** Exponents here stay within ±30, of which float32 keeps 2e-6 behind the point. */
export const tolerance = { float64: 1e-13, float32: 3e-5 };

export const epsilon = 0.7;

/** The costs C_ij of a loaded problem, in float64, from their definition. */
export function costsOf(costs: PairwiseCosts): (i: number, j: number) => number {
  if (costs.kind === 'stored') return (i, j) => costs.costs[i * costs.columns + j];
  const { x, y, dimension, factor, kind } = costs;
  if (kind === 'arc')
    return (i, j) => factor * angle(x.subarray(3 * i, 3 * i + 3), y.subarray(3 * j, 3 * j + 3));
  return (i, j) => {
    let square = 0;
    for (let k = 0; k < dimension; k++) square += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    return factor * (kind === 'distance' ? Math.sqrt(square) : square);
  };
}

/** The angle between two vectors, by their cross and dot products: Vincenty's way, accurate everywhere. */
function angle([a, b, c]: FloatData, [d, e, f]: FloatData): number {
  return Math.atan2(Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d), a * d + b * e + c * f);
}

/** The points as unit vectors. */
function directions(points: Float64Array): Float64Array {
  return points.map((value, at) => {
    const i = at - (at % 3);
    return value / Math.hypot(points[i], points[i + 1], points[i + 2]);
  });
}

export interface Problem {
  readonly costs: PairwiseCosts;
  readonly n: number;
  readonly m: number;
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /** exp((φ_i + ψ_j − C_ij)/ε), row by row. */
  readonly weights: Float64Array;
  readonly cost: (i: number, j: number) => number;
}

export type Kind = PairwiseCosts['kind'];

/** A problem of n × m pairs; every seventh source and every fifth target but the first has no mass. */
export function problemOf(
  kind: Kind,
  n: number,
  m: number,
  euclideanDimension: number,
  dtype: FloatDType,
  offset = 0,
): Problem {
  const dimension = kind === 'arc' ? 3 : euclideanDimension;
  const typed = (values: Float64Array): FloatData =>
    dtype === 'float32' ? Float32Array.from(values) : values;
  // Of comparable size in any dimension.
  const std = 1 / Math.sqrt(dimension);
  const points = (key: number, count: number) => {
    const { data } = normal(key, [count, dimension], { mean: offset, std });
    return typed(kind === 'arc' ? directions(data) : data);
  };
  const costs: PairwiseCosts =
    kind === 'stored'
      ? { kind, rows: n, columns: m, costs: typed(uniform(3, [n, m], { low: -1, high: 4 }).data) }
      : { kind, factor: kind === 'squaredDistance' ? 0.5 : 1.5, dimension, x: points(1, n), y: points(2, m) };
  const potential = (key: number, length: number, every: number) =>
    normal(key, length).data.map((value, i) => (i > 0 && i % every === 0 ? -Infinity : value));
  const [phi, psi] = [potential(4, n, 7), potential(5, m, 5)];
  const cost = costsOf(costs);
  const weights = Float64Array.from({ length: n * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return Math.exp((phi[i] + psi[j] - cost(i, j)) / epsilon);
  });
  return { costs, n, m, phi, psi, weights, cost };
}

/** max |x_i − y_i| / max |y|: sums that cancel are not to blame for what they lose. */
export function error(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let [largest, farthest] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    largest = Math.max(largest, Math.abs(y[i]));
    const distance = Math.abs(x[i] - y[i]);
    if (!(distance <= farthest)) farthest = distance;
  }
  return x.length === y.length ? farthest / (largest || 1) : Number.NaN;
}

/** max |x_i/y_i − 1|, where 0/0 is 1. */
export function relativeError(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let farthest = 0;
  for (let i = 0; i < y.length; i++) {
    const distance = x[i] === y[i] ? 0 : Math.abs(x[i] / y[i] - 1);
    if (!(distance <= farthest)) farthest = distance;
  }
  return x.length === y.length ? farthest : Number.NaN;
}

export const kinds: readonly Kind[] = ['squaredDistance', 'distance', 'arc', 'stored'];
