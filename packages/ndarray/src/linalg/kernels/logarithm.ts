import { addIdentity } from '../internal/add-identity.js';
import type { ProductOptions } from '../internal/multiplier.js';
import { normOne } from '../internal/norm-one.js';
import { factorLu, solveLu } from './lu.js';
import { createSquareRoot } from './square-root.js';

/**
 * Gauss–Legendre nodes and weights on [0, 1], which make the Padé approximant of degree 8 of log(1 + x) in partial
 * fractions, Σ w x / (1 + t x); L. Dieci, B. Morini, A. Papini, SIAM J. Matrix Anal. Appl. 17 (1996), 570–593.
 */
const nodes = [
  0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751, 0.591717321247825,
  0.7627662049581645, 0.8983332387068134, 0.9801449282487681,
];
const weights = [0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.181341891689181];

/** The approximant is exact to working precision up to this norm; Higham, Functions of Matrices (2008), table 11.1. */
const bound = 0.34;

/**
 * A function that writes the principal logarithm of the packed n × n matrix `a`, which is overwritten, into `out`, and
 * says whether there is one, as far as {@link createSquareRoot} knows. Inverse scaling and squaring: square roots until
 * the matrix is near I, then a Padé approximant.
 */
export function createLogarithm(
  n: number,
  options: ProductOptions,
): (a: Float64Array, out: Float64Array) => boolean {
  const takeSquareRoot = createSquareRoot(n, options);
  const [denominator, term] = [new Float64Array(n * n), new Float64Array(n * n)];
  const pivots = new Int32Array(n);

  return (a, out) => {
    let roots = 0;
    // As many as any matrix of float64 numbers can need, and some more.
    for (; !(normOne(a, n, 1) <= bound); roots++) if (roots === 1100 || !takeSquareRoot(a)) return false;
    addIdentity(a, n, -1);
    out.fill(0);
    nodes.forEach((node, q) => {
      for (let k = 0; k < a.length; k++) denominator[k] = node * a[k];
      addIdentity(denominator, n, 1);
      factorLu(denominator, n, pivots);
      term.set(a);
      solveLu(denominator, n, pivots, term, 0, n);
      const weight = weights[Math.min(q, nodes.length - 1 - q)] * 2 ** roots;
      for (let k = 0; k < out.length; k++) out[k] += weight * term[k];
    });
    return true;
  };
}
