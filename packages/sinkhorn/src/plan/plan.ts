import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { type PlanSource, rows } from './rows.js';

/** Entries of the largest array that every engine allows. */
const LARGEST = 2 ** 31 - 1;

/** The plan as a matrix, [n, m]. */
export function plan(source: PlanSource): NdArray<Float64Array> {
  const [n, m] = source.problem.geometry.shape;
  if (n * m > LARGEST) {
    throw new UnsupportedError(
      `solution.plan: expected a plan of at most ${LARGEST} entries (it is stored), got ${n} × ${m}; use rows(), topK(k) or apply(v), which ` +
        'store nothing',
    );
  }
  const matrix = new Float64Array(n * m);
  let at = 0;
  for (const row of rows(source)) {
    matrix.set(row, at);
    at += m;
  }
  return fromData(matrix, [n, m]);
}
