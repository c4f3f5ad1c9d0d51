/** Three significant digits, without an exponent where a person would use none: 0.0423, 8.1, 1234, 1.2e-5. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e6) return value.toFixed(0);
  const digits = Number(value.toPrecision(3));
  return size > 0 && size < 1e-3 ? digits.toExponential() : String(digits);
}
