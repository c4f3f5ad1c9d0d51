import { dot, sum } from '../../internal/sums.js';
import type { LinearSolve } from '../sensitivities.js';

/** A x = rhs, with A symmetric and positive semi-definite. */
export interface LinearSystem {
  /** Writes A x. */
  readonly product: (x: Float64Array, out: Float64Array) => void;
  /** Writes M⁻¹ r, with M near A, symmetric and positive definite on the vectors that the system is solved on. */
  readonly precondition: (r: Float64Array, out: Float64Array) => void;
  /** What the entries of a right-hand side are measured in, the root of it; A has rows of zeros where it is zero. */
  readonly weights: Float64Array;
  /** Whether A 1 = 0. Right-hand sides sum to zero then but for rounding, which is taken off in proportion to the weights. */
  readonly singular: boolean;
}

export interface Limits {
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Right-hand sides smaller than this fraction of what they are the difference of are rounding. */
const ROUNDING = 1e-14;

/**
 * The method of conjugate gradients. Where A 1 = 0 the residual is projected on the vectors that sum to zero in every iteration, so that what rounding adds
 * of the null space does not grow, and the solution has Σ weights·x = 0.
 *
 * Source: Hestenes & Stiefel 1952; Kaasschieter 1988, "Preconditioned conjugate gradients for solving singular systems".
 *
 * @param scale the size, √Σ s²/weights, of the terms s that the right-hand side is the difference of.
 */
export function conjugateGradients(
  { product, precondition, weights, singular }: LinearSystem,
  rhs: Float64Array,
  scale: number,
  { tolerance, maxIterations }: Limits,
): LinearSolve & { readonly x: Float64Array } {
  const x = new Float64Array(rhs.length);
  const r = rhs.slice();
  const mass = sum(weights);
  const project = (): void => {
    if (!singular) return;
    const excess = sum(r) / mass;
    for (let j = 0; j < r.length; j++) r[j] -= excess * weights[j];
  };
  project();
  const first = weightedNorm(r, weights);
  let residual = first > ROUNDING * scale ? 1 : 0;
  let iterations = 0;
  const z = new Float64Array(rhs.length);
  const ap = new Float64Array(rhs.length);
  precondition(r, z);
  const p = z.slice();
  let rz = dot(r, z);
  for (; residual > tolerance && iterations < maxIterations; iterations++) {
    product(p, ap);
    const step = rz / dot(p, ap);
    // Rounding has taken what was left: as good as it gets.
    if (!(step > 0 && step < Infinity)) break;
    for (let j = 0; j < x.length; j++) {
      x[j] += step * p[j];
      r[j] -= step * ap[j];
    }
    project();
    residual = weightedNorm(r, weights) / first;
    precondition(r, z);
    const before = rz;
    rz = dot(r, z);
    for (let j = 0; j < p.length; j++) p[j] = z[j] + (rz / before) * p[j];
  }
  if (singular) {
    const mean = dot(weights, x) / mass;
    for (let j = 0; j < x.length; j++) x[j] -= mean;
  }
  return { x, status: residual <= tolerance ? 'converged' : 'maxIterations', iterations, residual };
}

/** √Σ r²/weights, over the entries that have weight. */
export function weightedNorm(r: Float64Array, weights: Float64Array): number {
  let total = 0;
  for (let j = 0; j < r.length; j++) if (weights[j] > 0) total += (r[j] * r[j]) / weights[j];
  return Math.sqrt(total);
}
