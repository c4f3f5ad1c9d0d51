import type { Executor } from '@monge/ndarray';
import { sinkhorn } from '@monge/sinkhorn';
import type { Facts } from '../../../contender.js';
import { floats, strided } from '../../floats.js';
import { type Clouds, squareToNormal } from '../end-to-end/clouds.js';
import type { Solved } from '../end-to-end/solved.js';

export const EPSILON = 0.05;
export const THRESHOLD = 1e-3;
export const THREADS = 2;
const DIMENSION = 3;

/** Clouds in space, of numbers that float32 holds exactly. */
export function spaceClouds(n: number): Clouds {
  const { x, y, ...rest } = squareToNormal.make(n, DIMENSION);
  return { ...rest, x: x.map(Math.fround), y: y.map(Math.fround) };
}

/** In float32 and in the log domain, which stores nothing of size n². */
export function solveStreamed({ n, dimension, x, y }: Clouds, executor: Executor): Solved {
  const points = (data: Float64Array) => strided(floats(data, 'float32'), n, dimension);
  const { f, g, iterations } = sinkhorn(points(x), points(y), {
    epsilon: EPSILON,
    threshold: THRESHOLD,
    mode: 'log',
    executor,
  });
  return { f: Float64Array.from(f.data), g: Float64Array.from(g.data), iterations };
}

/** `factsOf` for plans too large for plain loops: the kernels of an executor sum them, in float64. */
export function streamedFacts(
  { f, g, iterations }: Solved,
  { n, dimension, x, y }: Clouds,
  executor: Executor,
): Facts {
  const pairs = executor.pairwise({ kind: 'squaredDistance', factor: 1, dimension, x, y }, 'float64');
  const logWeight = EPSILON * Math.log(1 / n);
  const withWeight = (potential: ArrayLike<number>) =>
    Float64Array.from(potential, (value) => value + logWeight);
  const rowSums = new Float64Array(n);
  const columnSums = new Float64Array(n);
  const cost = pairs.totals(EPSILON, withWeight(f), withWeight(g), rowSums, columnSums);
  pairs.release();
  return { iterations, error: Math.max(errorOf(rowSums), errorOf(columnSums)), cost };
}

function errorOf(sums: Float64Array): number {
  return sums.reduce((error, sum) => error + Math.abs(sum - 1 / sums.length), 0);
}
