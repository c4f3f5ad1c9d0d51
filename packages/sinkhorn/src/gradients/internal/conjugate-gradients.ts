import { sum } from '../../internal/sums.js';
import type { LinearSolve } from '../sensitivities.js';

/** A x = rhs, with A symmetric, positive semi-definite, and A 1 = 0. */
export interface SingularSystem {
  readonly product: (x: Float64Array) => Float64Array;
  /** Of A, or near it: positive, and 0 where A has a row of zeros. */
  readonly diagonal: Float64Array;
  /** What is taken off a vector that does not sum to zero, as rounding leaves it, in these proportions. */
  readonly weights: Float64Array;
}

export interface Limits {
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Right-hand sides smaller than this fraction of what they are the difference of are rounding. */
const ROUNDING = 1e-14;

/**
 * The method of conjugate gradients, preconditioned by the diagonal, on the vectors that sum to zero: the residual is projected there in every
 * iteration, so that what rounding adds of the null space does not grow. The solution has Σ weights·x = 0.
 *
 * Source: Hestenes & Stiefel 1952; Kaasschieter 1988, "Preconditioned conjugate gradients for solving singular systems".
 *
 * @param scale the size of the terms that the right-hand side is the difference of, in the norm of the preconditioner.
 */
export function conjugateGradients(
  { product, diagonal, weights }: SingularSystem,
  rhs: Float64Array,
  scale: number,
  { tolerance, maxIterations }: Limits,
): LinearSolve & { readonly x: Float64Array } {
  const x = new Float64Array(rhs.length);
  const r = rhs.slice();
  const mass = sum(weights);
  const project = (): void => {
    const excess = sum(r) / mass;
    for (let j = 0; j < r.length; j++) r[j] -= excess * weights[j];
  };
  const precondition = (): Float64Array => r.map((value, j) => (diagonal[j] === 0 ? 0 : value / diagonal[j]));
  project();
  let z = precondition();
  let rz = dot(r, z);
  const first = Math.sqrt(rz);
  const goal = tolerance * first;
  const p = z.slice();
  let iterations = 0;
  if (first > ROUNDING * scale) {
    for (; iterations < maxIterations && Math.sqrt(rz) > goal; iterations++) {
      const ap = product(p);
      const step = rz / dot(p, ap);
      // Rounding has taken what was left: as good as it gets.
      if (!(step > 0 && step < Infinity)) break;
      for (let j = 0; j < x.length; j++) {
        x[j] += step * p[j];
        r[j] -= step * ap[j];
      }
      project();
      z = precondition();
      const before = rz;
      rz = dot(r, z);
      for (let j = 0; j < p.length; j++) p[j] = z[j] + (rz / before) * p[j];
    }
  } else rz = 0;
  const mean = dot(weights, x) / mass;
  for (let j = 0; j < x.length; j++) x[j] -= mean;
  const residual = first > 0 ? Math.sqrt(rz) / first : 0;
  return { x, status: residual <= tolerance ? 'converged' : 'maxIterations', iterations, residual };
}

function dot(u: Float64Array, v: Float64Array): number {
  let total = 0;
  for (let j = 0; j < u.length; j++) total += u[j] * v[j];
  return total;
}
