import { addIdentity } from '../internal/add-identity.js';
import { multiplier, type ProductOptions } from '../internal/multiplier.js';
import { normOne } from '../internal/norm-one.js';
import { factorLu, singularRow, solveLu } from './lu.js';

/** How far X² may be from A, relative to |X|², for X to pass as a square root. */
const acceptable = 1e-8;

/**
 * A function that overwrites a packed n × n matrix by its principal square root, and says whether it could: false for a
 * singular matrix, where the iteration does not converge, or converges to no square root. The product form of the
 * Denman–Beavers iteration, scaled by determinants: S. H. Cheng, N. J. Higham, C. S. Kenney, A. J. Laub, SIAM J. Matrix
 * Anal. Appl. 22 (2001), (3.1). It needs no Schur form, and is nearly as accurate for matrices of moderate condition.
 */
export function createSquareRoot(n: number, options: ProductOptions): (a: Float64Array) => boolean {
  const multiply = multiplier(n, options);
  const buffer = () => new Float64Array(n * n);
  const [given, m, inverse, lu, product] = [buffer(), buffer(), buffer(), buffer(), buffer()];
  const pivots = new Int32Array(n);

  return (x) => {
    given.set(x);
    m.set(x);
    let distance = Infinity;
    for (let step = 0; step < 60; step++) {
      lu.set(m);
      factorLu(lu, n, pivots);
      if (singularRow(lu, n) >= 0) return false;
      inverse.fill(0);
      addIdentity(inverse, n, 1);
      solveLu(lu, n, pivots, inverse, 0, n);
      // Scaling only helps while the iteration is far from the root.
      const mu = distance < 0.01 ? 1 : geometricMean(lu, n) ** -0.5;
      const [direct, inverted] = [mu * mu, 1 / (mu * mu)];
      for (let k = 0; k < m.length; k++) {
        m[k] = (direct * m[k] + inverted * inverse[k]) / 4;
        inverse[k] *= inverted;
      }
      addIdentity(m, n, 0.5);
      addIdentity(inverse, n, 1);
      multiply(x, inverse, product);
      for (let k = 0; k < x.length; k++) x[k] = (mu / 2) * product[k];
      const previous = distance;
      distance = normOne(m, n, 1);
      // From here on convergence is quadratic: what is left is rounding as soon as the distance does not fall.
      if (distance <= n * Number.EPSILON || (distance < 1e-4 && distance > previous / 4)) return passes(x);
    }
    return false;
  };

  function passes(x: Float64Array): boolean {
    multiply(x, x, product);
    for (let k = 0; k < product.length; k++) product[k] -= given[k];
    return normOne(product, n) <= acceptable * normOne(x, n) ** 2;
  }
}

/** |det|^(1/n) of a factored matrix. */
function geometricMean(lu: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.log(Math.abs(lu[k * (n + 1)]));
  return Math.exp(sum / n);
}
