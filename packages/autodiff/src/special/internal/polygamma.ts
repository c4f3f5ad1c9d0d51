import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { scaleValues } from '../../ops/internal/scale.js';

/** The n-th derivative of the digamma function, n ≥ 1, element by element; its derivative is the next one. */
const derivative: Primitive<number> = {
  name: 'polygamma',
  evaluate([x], n, memory) {
    const { data, shape } = denseOf(x);
    const out = memory.allocate(dtypeOfDense(denseOf(x)), data.length);
    for (let i = 0; i < out.length; i++) out[i] = polygamma(n, data[i]);
    return { data: out, shape };
  },
  vjp: (cotangent, [x], _, n) => [scaleValues(cotangent, polygammaValue(n + 1, x))],
  jvp: ([t], [x], _, n) => scaleValues(t as Value, polygammaValue(n + 1, x)),
};

export function polygammaValue(n: number, x: Value): Value {
  return bind(derivative, [x], n);
}

/** ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! ζ(n + 1, x) (DLMF 25.11.12). At the poles 0, −1, −2, … it is ∞ for odd n, and NaN for even n, where the sides differ. */
export function polygamma(n: number, x: number): number {
  if (x <= 0 && Number.isInteger(x)) return n % 2 === 1 ? Infinity : NaN;
  let factor = n % 2 === 1 ? 1 : -1;
  for (let k = 2; k <= n; k++) factor *= k;
  return factor * (x > 0 ? zeta(n + 1, x) : zetaBelow(n + 1, x));
}

/** For x < 0: the sum over all whole k of (x + k)^−s, which has the period 1, without the terms on the left of x. */
function zetaBelow(s: number, x: number): number {
  const part = x - Math.floor(x);
  const mirrored = zeta(s, 1 - part) - zeta(s, 1 - x);
  return zeta(s, part) + (s % 2 === 0 ? mirrored : -mirrored);
}

/** B₂ₖ / (2k)! of the Bernoulli numbers. */
const coefficients = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];

/** Hurwitz' function Σₖ (x + k)^−s for x > 0: the first terms one by one, the others by Euler and Maclaurin's formula (DLMF 25.11.5). */
function zeta(s: number, x: number): number {
  let sum = 0;
  let at = x;
  for (; at < 14 + s; at++) sum += at ** -s;
  sum += at ** (1 - s) / (s - 1) + 0.5 * at ** -s;
  // s (s+1) … (s+2k) at^−(s+2k+1)
  let factor = s * at ** -(s + 1);
  for (let k = 0; k < coefficients.length; k++) {
    sum += coefficients[k] * factor;
    factor *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (at * at);
  }
  return sum;
}
