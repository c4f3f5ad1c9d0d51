import { addIdentity } from '../internal/add-identity.js';
import { multiplier, type ProductOptions } from '../internal/multiplier.js';
import { normOne } from '../internal/norm-one.js';
import { factorLu, solveLu } from './lu.js';

/** Diagonal Padé approximants of eˣ: the numerator's coefficients, and up to which norm the approximant is exact. */
const small = [
  { bound: 1.495585217958292e-2, b: [120, 60, 12, 1] },
  { bound: 2.53939833006323e-1, b: [30240, 15120, 3360, 420, 30, 1] },
  { bound: 9.504178996162932e-1, b: [17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1] },
];
const large = {
  bound: 5.371920351148152,
  b: [
    64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
    670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
  ],
};

/**
 * A function that writes e^A into `out`, for packed n × n matrices; `a` is overwritten. Scaling and squaring: N. J. Higham,
 * SIAM J. Matrix Anal. Appl. 26 (2005), 1179–1193, with degrees 3, 5 and 7 for small norms; for others 13, with the
 * number of squarings of A. H. Al-Mohy and N. J. Higham, ibid. 31 (2009), 970–989, which does not take the norm of a
 * matrix far from normal for its size.
 */
export function createExponential(
  n: number,
  options: ProductOptions,
): (a: Float64Array, out: Float64Array) => void {
  const multiply = multiplier(n, options);
  const buffer = () => new Float64Array(n * n);
  const [u, v, high] = [buffer(), buffer(), buffer()];
  const powers = [buffer(), buffer(), buffer()] as const;
  const pivots = new Int32Array(n);

  return (a, out) => {
    const norm = normOne(a, n);
    if (!(norm < Infinity)) {
      out.fill(Number.NaN);
      return;
    }
    const approximant = small.find(({ bound }) => norm <= bound);
    if (approximant !== undefined) {
      evenPowers(a, approximant.b.length / 2 - 1);
      approximate(a, approximant.b, out);
      return;
    }
    // The powers are of A / 2ᵉ, of norm in (1/2, 1], so that they do not overflow.
    const e = Math.ceil(Math.log2(norm));
    scale(a, 2 ** -e);
    evenPowers(a, 3);
    const squarings = squaringsOf(norm, e);
    const factor = 2 ** (e - squarings);
    scale(a, factor);
    for (let k = 0; k < 3; k++) scale(powers[k], factor ** (2 * k + 2));
    approximate(a, large.b, out);
    for (let k = 0; k < squarings; k++) {
      multiply(out, out, u);
      out.set(u);
    }
  };

  /** A², A⁴, A⁶, or the first of them. */
  function evenPowers(a: Float64Array, count: number): void {
    multiply(a, a, powers[0]);
    if (count > 1) multiply(powers[0], powers[0], powers[1]);
    if (count > 2) multiply(powers[0], powers[1], powers[2]);
  }

  /** (V − U)⁻¹ (V + U), where U is the odd and V the even part of the numerator. */
  function approximate(a: Float64Array, b: readonly number[], out: Float64Array): void {
    series(b, 1, v);
    multiply(a, v, u);
    series(b, 0, v);
    for (let k = 0; k < v.length; k++) {
      out[k] = v[k] + u[k];
      v[k] -= u[k];
    }
    factorLu(v, n, pivots);
    solveLu(v, n, pivots, out, 0, n);
  }

  /** Σ b[2k + parity] A²ᵏ, where powers beyond the sixth are A⁶ times the first three. */
  function series(b: readonly number[], parity: number, sum: Float64Array): void {
    sum.fill(0);
    if (b.length > 8) {
      high.fill(0);
      addPowers(b, 6 + parity, high);
      multiply(powers[2], high, sum);
    }
    addPowers(b, parity, sum);
    addIdentity(sum, n, b[parity]);
  }

  function addPowers(b: readonly number[], first: number, sum: Float64Array): void {
    powers.forEach((power, k) => {
      const coefficient = b[first + 2 * k + 2];
      if (coefficient === undefined) return;
      for (let i = 0; i < sum.length; i++) sum[i] += coefficient * power[i];
    });
  }

  /**
   * How often to halve A, given its norm and the powers of A / 2ᵉ. Al-Mohy and Higham add halvings where |A| has far
   * larger powers than A; on such matrices the errors came out smaller as often as larger, so that this is left out.
   */
  function squaringsOf(norm: number, e: number): number {
    const size = 2 ** e * Math.max(normOne(powers[1], n) ** (1 / 4), normOne(powers[2], n) ** (1 / 6));
    return Math.max(Math.ceil(Math.log2(Math.min(norm, size) / large.bound)), e - 100, 0);
  }
}

function scale(a: Float64Array, factor: number): void {
  for (let k = 0; k < a.length; k++) a[k] *= factor;
}
