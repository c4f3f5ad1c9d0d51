/** tanh x to 1.5 ulp: by a rational function up to |x| = 0.625, whose coefficients are from tooling/fixtures/elementwise_fits.py. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a >= 0.625) return Math.sign(x) * (1 - 2 / (Math.exp(2 * a) + 1));
  if (a < 1e-9) return x;
  const z = x * x;
  const top = -1613.941322073366 + z * (-99.25157970735542 + z * -0.9643850249801493);
  const bottom = 4841.823966220099 + z * (2234.484325610089 + z * (112.77252888384996 + z));
  return x + x * ((z * top) / bottom);
}
