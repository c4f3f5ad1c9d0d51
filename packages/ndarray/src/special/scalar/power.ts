import { timesPowerOf2 } from './times-power-of-2.js';

/** Scratch to take a number apart: the sign and the exponent at 0. */
const words = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** 2/(3 log 2), and log 2: their leading bits, and the rest. */
const factor = 0.9617966939259756;
const factorHigh = 0.9617962837219238;
const factorLow = 4.102040517767816e-7;
const ln2High = 0.6931467056274414;
const ln2Low = 4.7493250390316726e-7;

/**
 * xʸ to 2 ulp, where engines are hundreds off (V8): 2^(y log₂ x) with the logarithm as a sum of two numbers, after fdlibm. `Math.fround` splits
 * numbers in leading bits and a rest wherever a product has to be exact. The powers 1, 2, −1 and ½ are those of arithmetic.
 */
export function power(x: number, y: number): number {
  const a = Math.abs(x);
  // Zeros, infinities and NaN go by the rules of the language.
  if (!(a > 0 && a < Infinity && Math.abs(y) < Infinity) || y === 0) return x ** y;
  // Rounded once.
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (x < 0 && !Number.isInteger(y)) return Number.NaN;
  if (y === 0.5) return Math.sqrt(x);
  const z = positivePower(a, y);
  return x < 0 && y % 2 !== 0 ? -z : z;
}

function positivePower(x: number, y: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  words.setFloat64(0, subnormal ? x * 2 ** 54 : x);
  // x = 2ᵏ (1 + f) with √½ ≤ 1 + f < √2.
  const bits = words.getInt32(0) + 0x3ff00000 - 0x3fe6a09e;
  const k = (bits >> 20) - (subnormal ? 1023 + 54 : 1023);
  words.setInt32(0, (bits & 0xfffff) + 0x3fe6a09e);
  const f = words.getFloat64(0) - 1;

  // log₂(1 + f) = 2/(3 log 2) s (3 + s² + …) with s = f/(2 + f).
  const d = 2 + f;
  const s = f / d;
  const sHigh = Math.fround(s);
  const dHigh = Math.fround(d);
  const sLow = (f - sHigh * dHigh - sHigh * (f - (dHigh - 2))) / d;
  const z = s * s;
  let q = 0.1755935572322456 + z * 0.1758475524119861;
  q = 0.23076892444611202 + z * (0.20002206995436506 + z * q);
  q = 0.3333333333248386 + z * (0.272727275030814 + z * q);
  q = 0.6 + z * (0.4285714285714405 + z * q);
  const rest = z * z * q + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = Math.fround(3 + square + rest);
  const tLow = rest - (tHigh - 3 - square);
  const u = sHigh * tHigh;
  const v = sLow * tHigh + tLow * s;
  const pHigh = Math.fround(u + v);
  const pLow = v - (pHigh - u);
  const high = pHigh * factorHigh;
  const low = pHigh * factorLow + pLow * factor;
  const logHigh = Math.fround(high + low + k);
  const logLow = low - (logHigh - k - high);

  // From 2^64 on, powers overflow, underflow, or are 1.
  const order = Math.min(Math.max(y, -(2 ** 64)), 2 ** 64);
  const orderHigh = Math.fround(order);
  const whole = orderHigh * logHigh;
  if (Math.abs(whole) > 1100) return whole > 0 ? Infinity : 0;
  return exp2(whole, (order - orderHigh) * logHigh + order * logLow);
}

/** 2^(a + b) for |a| ≤ 1100 and a small b. */
function exp2(a: number, b: number): number {
  const n = Math.round(a + b);
  const fraction = a - n;
  const t = Math.fround(fraction + b);
  const u = t * ln2High;
  const v = (b - (t - fraction)) * Math.LN2 + t * ln2Low;
  const r = u + v;
  const p = Math.exp(r);
  return timesPowerOf2(p + p * (v - (r - u)), n);
}
