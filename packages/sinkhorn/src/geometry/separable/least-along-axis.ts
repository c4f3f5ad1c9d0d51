import type { AxisCosts } from './axis-costs.js';

/**
 * The least sums along one axis: from values y [from, rest] to z_i = min_j (y_j + C_ij), [rest, to]. What has gone over the first axis has it last, as in
 * `AxisContraction`. O(from · to · rest).
 */
export function leastAlongAxis(
  { from, to, costs }: AxisCosts,
  values: Float64Array,
  rest: number,
  out: Float64Array,
): void {
  const line = new Float64Array(from);
  for (let r = 0, at = 0; r < rest; r++) {
    for (let j = 0; j < from; j++) line[j] = values[j * rest + r];
    for (let i = 0; i < to; i++, at++) {
      const row = i * from;
      let least = Infinity;
      for (let j = 0; j < from; j++) {
        const value = line[j] + costs[row + j];
        // Not Math.min, which is slower.
        if (value < least) least = value;
      }
      out[at] = least;
    }
  }
}
