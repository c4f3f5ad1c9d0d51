import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { blocks, type PlanSource } from './blocks.js';

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
  for (const { first, values } of blocks(source)) matrix.set(values, first * m);
  return fromData(matrix, [n, m]);
}
