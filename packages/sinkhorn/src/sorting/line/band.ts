import { concaveEnvelope } from './concave-envelope.js';

/** Mass that a row of the plan may lose beyond the limits of the band, as a share of the row's. */
const LOST = 1e-17;

/** Between which columns each row of a plan lies, inclusive. Both limits ascend. */
export interface Band {
  /** [n] */
  readonly first: Int32Array;
  /** [n] */
  readonly last: Int32Array;
}

/**
 * The columns that matter to each row of the plan with the entries ∝ exp(β_j + x_i y_j), for x and y that ascend. What lies outside has less than
 * {@link LOST} of the row's mass, for any β: with β̄ ≥ β concave, β̄_j + x_i y_j falls away from its maximum on both sides, the maximum is that of
 * β_j + x_i y_j itself, and beyond a column where it has fallen by log(m/LOST) there are no m terms that together make a share of LOST. How far it has fallen
 * on the left of the maximum grows with x_i, and on the right it shrinks, so that the limits ascend and walking through them takes O(n + m).
 */
export function bandOf(x: Float64Array, y: Float64Array, beta: Float64Array): Band {
  const [n, m] = [x.length, y.length];
  const envelope = concaveEnvelope(y, beta);
  const fall = Math.log(m / LOST);
  const [first, last] = [new Int32Array(n), new Int32Array(n)];
  let [left, top, right] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const at = x[i];
    while (top + 1 < m && envelope[top + 1] + at * y[top + 1] >= envelope[top] + at * y[top]) top++;
    const least = envelope[top] + at * y[top] - fall;
    while (left < top && envelope[left] + at * y[left] < least) left++;
    if (right < top) right = top;
    while (right + 1 < m && envelope[right + 1] + at * y[right + 1] >= least) right++;
    first[i] = left;
    last[i] = right;
  }
  return { first, last };
}
