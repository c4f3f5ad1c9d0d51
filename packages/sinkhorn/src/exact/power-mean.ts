/**
 * (Σ w_i d_i^p / Σ w_i)^(1/p) of values d ≥ 0, p in [1, ∞]; the largest for p = ∞. Values are compared with the largest, so that no power
 * overflows and not all vanish.
 */
export function powerMean(values: Float64Array, weights: Float64Array, p: number): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  if (p === Infinity || largest === 0) return largest;
  let [total, mass] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const ratio = values[i] / largest;
    total += weights[i] * (p === 2 ? ratio * ratio : ratio ** p);
    mass += weights[i];
  }
  return largest * (total / mass) ** (1 / p);
}
