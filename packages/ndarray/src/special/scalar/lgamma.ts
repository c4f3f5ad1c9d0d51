import { polynomial } from './polynomial.js';
import { stirlingRemainder } from './stirling.js';

// The coefficients are near-minimax fits by tooling/fixtures/special_fits.py.

/** lgamma(1 + z)/z on [−1/4, 1/4]. */
const nearOne = [
  -0.5772156649015329, 0.8224670334241132, -0.40068563438653176, 0.27058080842778487, -0.2073855510284874,
  0.16955717699722989, -0.1440498968069531, 0.1255096695611593, -0.11133426192355116, 0.10009945374190689,
  -0.09095425132658988, 0.08335406432754498, -0.07692408371902587, 0.0714248883747205, -0.06685559490235758,
  0.06267952792218533, -0.056348328950397764, 0.05319051602021362, -0.07029484756388002, 0.0668720785318785,
];

/** lgamma(3/2 + z) on [−1/4, 1/4]. */
const between = [
  -0.12078223763524522, 0.03648997397857653, 0.46740110027233966, -0.1381327740390564, 0.058712126416770156,
  -0.028952081888204487, 0.01543548416961521, -0.008622603998319755, 0.004965728853037259,
  -0.0029209667836465245, 0.0017450332606850476, -0.001055026249883388, 0.0006437726262611913,
  -0.000393885373198391, 0.00024368309474267566, -0.00016921254148073332, 0.00010582129400058809,
];

/** lgamma(2 + z)/z on [−1/4, 1]. */
const nearTwo = [
  0.42278433509846713, 0.32246703342411326, -0.0673523010531985, 0.020580808427772778, -0.007385551028599507,
  0.002890510331403923, -0.0011927539167562245, 0.0005096695159815606, -0.00022315461709994272,
  9.945729617804146e-5, -4.492756357262131e-5, 2.0513068306908562e-5, -9.444677581609408e-6,
  4.3515711994268455e-6, -1.9476792144550864e-6, 7.886045745500326e-7, -2.568289470127565e-7,
  5.671651466346744e-8, -6.12959707211065e-9,
];

export const halfLogTwoPi = 0.9189385332046728;

export function lgamma(x: number): number {
  if (x === -Infinity) return Infinity;
  if (x <= 0) return reflected(-x);
  if (x < 0.75) return lgamma(1 + x) - Math.log(x);
  if (x < 1.25) return (1 - x) * -polynomial(nearOne, x - 1);
  if (x < 1.75) return polynomial(between, x - 1.5);
  if (x < 3) return (x - 2) * polynomial(nearTwo, x - 2);
  if (x < 10) return reduced(x);
  // log x − 1 first: the difference of the two large terms would lose what they share.
  return (x - 0.5) * (Math.log(x) - 1) + (halfLogTwoPi - 0.5 + stirlingRemainder(x));
}

/** Γ(x) = (x − 1)(x − 2)…y Γ(y) with y in [2, 3): DLMF 5.5.1. */
function reduced(x: number): number {
  let product = 1;
  let y = x;
  while (y >= 3) {
    y -= 1;
    product *= y;
  }
  return Math.log(product) + (y - 2) * polynomial(nearTwo, y - 2);
}

/** log |Γ(−a)|: |Γ(−a)| Γ(a) = π / |a sin πa|, DLMF 5.5.1 and 5.5.3. */
function reflected(a: number): number {
  if (a < 1e-20) return -Math.log(a);
  // Exactly 0 at integers: a is reduced before it is multiplied by π.
  const sine = Math.abs(Math.sin(Math.PI * (a - Math.round(a))));
  return Math.log(Math.PI / sine / a) - lgamma(a);
}
