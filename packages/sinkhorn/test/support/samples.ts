import { fromData, type NdArray } from '@monge/ndarray';
import { dirichlet, normal, uniform } from '@monge/random';

/** Normal points, [count, dimension]. */
export function normals(
  key: number,
  count: number,
  dimension: number,
  mean = 0,
  std = 1,
): NdArray<Float64Array> {
  return fromData(normal(key, [count, dimension], { mean, std }).data, [count, dimension]);
}

/** Uneven weights that add up to 1: the largest are some hundred times the smallest. */
export function unevenWeights(key: number, length: number): Float64Array {
  return dirichlet(key, [], { concentration: new Float64Array(length).fill(2) }).data;
}

/** Costs without structure in [0, 1). */
export function anyCosts(key: number, rows: number, columns: number): NdArray<Float64Array> {
  return fromData(uniform(key, [rows, columns]).data, [rows, columns]);
}
