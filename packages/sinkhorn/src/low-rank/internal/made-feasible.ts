import { sum } from '../../internal/sums.js';
import { type Link, latentMasses } from './link.js';

/**
 * Makes both links give every latent point the same mass, in place, and leaves the marginals met, to rounding: latent points that are too heavy on one side are scaled down,
 * and what points miss then is shared out in the proportions of g. This is the rounding of Altschuler, Weed & Rigollet (2017, Algorithm 2) in factors: it moves no more than twice
 * what the masses are off by, and keeps the rank. O((n + m) r).
 *
 * @returns g, the masses of the latent points, [r].
 */
export function madeFeasible([q, r]: readonly [Link, Link]): Float64Array {
  const [ofQ, ofR] = [latentMasses(q), latentMasses(r)];
  const g = ofQ.map((mass, k) => Math.min(mass, ofR[k]));
  const total = sum(g);
  for (const [link, masses] of [
    [q, ofQ],
    [r, ofR],
  ] as const) {
    const factors = g.map((mass, k) => (masses[k] > 0 ? mass / masses[k] : 1));
    refill(
      link,
      factors,
      g.map((mass) => mass / total),
    );
  }
  return latentMasses(q);
}

/** Scales the columns down, and makes the shares of each point add up to one again. */
function refill({ rank, shares }: Link, factors: Float64Array, proportions: Float64Array): void {
  for (let start = 0; start < shares.length; start += rank) {
    let missing = 1;
    for (let k = 0; k < rank; k++) {
      shares[start + k] *= factors[k];
      missing -= shares[start + k];
    }
    // Below zero by rounding only.
    if (missing > 0) for (let k = 0; k < rank; k++) shares[start + k] += missing * proportions[k];
  }
}
