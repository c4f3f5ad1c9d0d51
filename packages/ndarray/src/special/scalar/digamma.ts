import { polynomial } from './polynomial.js';

// The coefficients are near-minimax fits by tooling/fixtures/special_fits.py.

/** ψ(1 + u)/(u − root) on [0, 1], around 1/2. */
const unit = [
  0.9510558760318328, -0.4236274212814606, 0.24054248424078697, -0.14840492305388092, 0.09498872445289039,
  -0.06192213327548831, 0.040760833940846085, -0.026975796659787055, 0.017907248317313294,
  -0.011908220105959716, 0.007927021796868154, -0.005279937255532708, 0.003518106563802472,
  -0.0023454947397380833, 0.0015633696313653504, -0.0010364584817312839, 0.0006909255761282986,
  -0.00048595039220036254, 0.00032395945401345196, -0.00014480643368061614, 9.653646261410062e-5,
  -0.0001782188548855923, 0.00011881232908510335,
];

/** The positive root of ψ is 1 + root + rootRest. */
const root = 0.46163214496836236;
const rootRest = -1.5522348162858677e-17;

/** B_{2k} / 2k, for k = 1, 2, …: DLMF 5.11.2. */
const asymptotic = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
  43867 / 14364,
];

export function digamma(x: number): number {
  if (x < 0) return reflected(-x);
  if (x <= 1) return onUnit(x) - 1 / x;
  if (x < 10) return reduced(x);
  if (x === Infinity) return x;
  const r = 1 / x;
  return Math.log(x) - (0.5 * r + r * r * polynomial(asymptotic, r * r));
}

/** ψ(1 + u), for u in [0, 1]. */
function onUnit(u: number): number {
  return (u - root - rootRest) * polynomial(unit, u - 0.5);
}

/** ψ(x) = 1/(x − 1) + 1/(x − 2) + … + 1/y + ψ(y) with y in (1, 2]: DLMF 5.5.2. The small terms come first. */
function reduced(x: number): number {
  let sum = 0;
  let y = x;
  while (y > 2) {
    y -= 1;
    sum += 1 / y;
  }
  return sum + onUnit(y - 1);
}

/** ψ(−a) = ψ(1 + a) + π cot πa: DLMF 5.5.4. */
function reflected(a: number): number {
  if (Number.isInteger(a) || a === Infinity) return Number.NaN;
  const shifted = a <= 1 ? onUnit(a) : digamma(a) + 1 / a;
  return shifted + Math.PI * cotangentPi(a);
}

/** cot πx: x is reduced before it is multiplied by π, and taken from ½ where the cotangent is near its root. */
function cotangentPi(x: number): number {
  const r = x - Math.round(x);
  if (Math.abs(r) <= 0.25) return 1 / Math.tan(Math.PI * r);
  return Math.sign(r) * Math.tan(Math.PI * (0.5 - Math.abs(r)));
}
