/** Numbers in words: one place for digits, groups, signs and units. */
const significant = (digits: number) =>
  new Intl.NumberFormat('en-GB', { maximumSignificantDigits: digits, useGrouping: 'min2' });

const four = significant(4);

/** Four significant digits; powers of ten where the number is very small or very large. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e7) ? formatPower(value) : minus(four.format(value));
}

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Two significant digits times a power of ten: `9.8 × 10⁻⁴`; `10⁻³`; `1.5`. */
export function formatPower(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return minus(four.format(value));
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  if (exponent === '+0') return minus(String(Number(mantissa)));
  const power = powerOfTen(Number(exponent));
  return mantissa === '1.0' ? power : `${minus(mantissa)} × ${power}`;
}

/** `10⁻³`. */
export const powerOfTen = (exponent: number): string =>
  `10${String(exponent)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => digits[Number(digit)])}`;

/** A value with its unit, which `1` leaves out. */
export const formatQuantity = (value: number, unit: string): string =>
  unit === '1' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;

/** A share of the mass in per cent, two decimals. */
export const formatShare = (share: number): string => `${(100 * share).toFixed(2)} %`;

const signed = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

/** A share of the mass in per cent, signed unless it is written as zero. */
export const formatChange = (change: number): string => `${minus(signed.format(100 * change))} %`;

/** A count with its noun: `1 point`, `815 points`. */
export const formatCount = (count: number, noun: string): string =>
  `${minus(count.toLocaleString('en-GB'))} ${noun}${count === 1 ? '' : 's'}`;

/** Seconds: `0.84 s`, `12.3 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const minus = (text: string): string => text.replace('-', '−');
