/** Three significant digits, without an exponent where a person would not use one: 0.0423, 8.1, 1234, 1.2e-5. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e6) return value.toFixed(0);
  return String(Number(value.toPrecision(3)));
}
