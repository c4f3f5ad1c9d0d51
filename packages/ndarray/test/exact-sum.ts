/** The smallest positive float64 number is 2⁻¹⁰⁷⁴. */
const unit = 1074;

/** A finite number as an integer multiple of 2⁻¹⁰⁷⁴. */
function toFixedPoint(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return x < 0 ? -magnitude : magnitude;
}

/** The error of a sum: |computed − Σ values|, with the sum in exact integer arithmetic. */
export function errorOfSum(computed: number, values: Iterable<number>): number {
  let difference = toFixedPoint(computed);
  for (const value of values) difference -= toFixedPoint(value);
  const magnitude = difference < 0n ? -difference : difference;
  // Into the range of numbers before the power of two: 2⁻¹⁰⁷⁴ alone would be too small to multiply by.
  return Number(magnitude >> BigInt(unit - 200)) * 2 ** -200;
}
