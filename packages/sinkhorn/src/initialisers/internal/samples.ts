import type { FloatData, PairwiseCosts } from '@monge/ndarray';
import { categorical, type KeyLike } from '@monge/random';
import type { Geometry } from '../../geometry/geometry.js';
import { sum } from '../../internal/sums.js';

/** Points drawn by their weights, with replacement, in the place of all. */
export interface Sample {
  /** Which they are, [size]. */
  readonly indices: Int32Array;
  /** The same weight for each, of the same sum as those of all points. */
  readonly weights: Float64Array;
}

/** Draws `size` points; the usual size by default. O(n). */
export function sample(weights: Float64Array, key: KeyLike, size = usualSize(weights.length)): Sample {
  return {
    indices: categorical(key, size, { weights }).data,
    weights: new Float64Array(size).fill(sum(weights) / size),
  };
}

/** How many points stand for n: 4√n, for which an iteration is O(n); all of no more than 16. */
export function usualSize(n: number): number {
  return Math.min(n, Math.ceil(4 * Math.sqrt(n)));
}

/** The costs of some sources and targets; of all targets if none are given. */
export function costsOfSome(geometry: Geometry, sources: Int32Array, targets?: Int32Array): PairwiseCosts {
  const costs = 'costs' in geometry ? geometry.costs() : undefined;
  if (costs !== undefined && costs.kind !== 'stored') {
    const { x, y, dimension } = costs;
    const to = targets === undefined ? y : rows(y, dimension, targets);
    return { ...costs, x: rows(x, dimension, sources), y: to };
  }
  const [, columns] = geometry.shape;
  const lines = new Float64Array(sources.length * columns);
  sources.forEach((i, k) => {
    geometry.costRow(i, lines.subarray(k * columns, (k + 1) * columns));
  });
  if (targets === undefined) return { kind: 'stored', rows: sources.length, columns, costs: lines };
  const few = targets.length;
  const matrix = new Float64Array(sources.length * few);
  for (let at = 0; at < matrix.length; at++) {
    matrix[at] = lines[Math.floor(at / few) * columns + targets[at % few]];
  }
  return { kind: 'stored', rows: sources.length, columns: few, costs: matrix };
}

function rows(data: FloatData, width: number, indices: Int32Array): Float64Array {
  const chosen = new Float64Array(indices.length * width);
  indices.forEach((i, k) => {
    chosen.set(data.subarray(i * width, (i + 1) * width), k * width);
  });
  return chosen;
}
