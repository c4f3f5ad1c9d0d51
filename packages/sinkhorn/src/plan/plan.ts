import { fromData, type NdArray } from '@monge/ndarray';
import { type PlanSource, rows } from './rows.js';

/** The plan as a matrix, [n, m]. */
export function plan(source: PlanSource): NdArray<Float64Array> {
  const [n, m] = source.problem.geometry.shape;
  const matrix = new Float64Array(n * m);
  let at = 0;
  for (const row of rows(source)) {
    matrix.set(row, at);
    at += m;
  }
  return fromData(matrix, [n, m]);
}
