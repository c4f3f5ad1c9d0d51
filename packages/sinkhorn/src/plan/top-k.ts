import { DomainError } from '@monge/ndarray';
import { blocks, type PlanSource } from './blocks.js';

/** Some entries of a plan: `mass[e]` moves from `source[e]` to `target[e]`. */
export interface SparsePlan {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly mass: Float64Array;
}

/**
 * The k largest entries of each row, rows in order and the entries of a row from the largest; min(k, m) of each row. Among equal
 * entries the first column comes first.
 */
export function topK(plan: PlanSource, k: number): SparsePlan {
  const [n, m] = plan.problem.geometry.shape;
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new DomainError(`solution.topK: expected k a whole number ≥ 1 (entries of each row), got ${k}`);
  }
  const kept = Math.min(k, m);
  const source = new Int32Array(n * kept);
  const target = new Int32Array(n * kept);
  const mass = new Float64Array(n * kept);
  for (const { first, count, values } of blocks(plan)) {
    for (let i = 0; i < count; i++) {
      const start = (first + i) * kept;
      const end = start + kept;
      const row = values.subarray(i * m, (i + 1) * m);
      source.fill(first + i, start, end);
      selectLargest(row, target.subarray(start, end), mass.subarray(start, end));
    }
  }
  return { source, target, mass };
}

/** By insertion into a short sorted list, which most entries never enter. */
function selectLargest(row: Float64Array, indices: Int32Array, values: Float64Array): void {
  values.fill(-1);
  const lastKept = values.length - 1;
  for (let j = 0; j < row.length; j++) {
    const value = row[j];
    if (value <= values[lastKept]) continue;
    let at = lastKept;
    for (; at > 0 && values[at - 1] < value; at--) {
      values[at] = values[at - 1];
      indices[at] = indices[at - 1];
    }
    values[at] = value;
    indices[at] = j;
  }
}
