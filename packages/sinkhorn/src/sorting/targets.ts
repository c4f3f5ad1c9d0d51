import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import type { Targets } from './plans.js';

/** The weights at positions that divide [0, 1] evenly. */
export function evenlySpaced(weights: Float64Array): Targets {
  const m = weights.length;
  return { positions: Float64Array.from({ length: m }, (_, j) => (m === 1 ? 0 : j / (m - 1))), weights };
}

export function uniformWeights(m: number): Float64Array {
  return new Float64Array(m).fill(1 / m);
}

/** Targets for the k largest of n values, and one for all others, which comes first. */
export function topWeights(n: number, k: number): Float64Array {
  return Float64Array.from({ length: k + 1 }, (_, j) => (j === 0 ? (n - k) / n : 1 / n));
}

/** @throws {DomainError} unless k is an integer in [1, n). */
export function checkTop(k: number, n: number, caller: string): void {
  if (Number.isInteger(k) && k >= 1 && k < n) return;
  throw new DomainError(`${caller}: expected k to be an integer in [1, ${n}) (of ${n} values), got ${k}`);
}

/** Positions that the caller gave: finite, in ascending order, at least one. */
export function readPositions(input: ArrayInput, name: string, caller: string): Float64Array {
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 1 || data.length === 0) {
    throw new ShapeError(`${caller}: expected ${name} of shape [m], m ≥ 1, got [${shape.join(', ')}]`);
  }
  const wrong = data.findIndex((each, j) => !Number.isFinite(each) || (j > 0 && each < data[j - 1]));
  if (wrong >= 0) {
    throw new DomainError(
      `${caller}: expected finite ${name} in ascending order, got ${data[wrong]} at ${wrong}; sort them`,
    );
  }
  return data.slice();
}

/** Weights > 0, divided by their sum. */
export function readWeights(input: ArrayInput, m: number, caller: string): Float64Array {
  const { data, shape } = contiguous(input, 'float64', { name: 'weights', caller });
  if (shape.length !== 1 || data.length !== m) {
    throw new ShapeError(
      `${caller}: expected weights of shape [${m}] (one for each target), got [${shape.join(', ')}]`,
    );
  }
  const total = data.reduce((sum, weight) => sum + weight, 0);
  const wrong = data.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (wrong >= 0 || !Number.isFinite(total)) {
    throw new DomainError(
      `${caller}: expected weights in (0, ∞), got ${data[Math.max(wrong, 0)]} at ${Math.max(wrong, 0)}; leave out targets of no weight`,
    );
  }
  return data.map((weight) => weight / total);
}
