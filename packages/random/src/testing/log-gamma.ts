/** Coefficients B₂ₖ/(2k(2k − 1)) of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/**
 * log Γ(a) for a > 0, to about 1e-15 of max(1, |log Γ(a)|): Stirling's series, after the recurrence
 * Γ(a + 1) = a Γ(a) has taken a to where the series is good.
 */
export function logGamma(a: number): number {
  let shift = 1;
  let x = a;
  for (; x < 10; x++) shift *= x;
  let series = 0;
  for (let k = STIRLING.length; k-- > 0; ) series = series / (x * x) + STIRLING[k];
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x - Math.log(shift);
}
