import type { LinearSolve } from '../sensitivities.js';
import { conjugateGradients, type Limits, weightedNorm } from './conjugate-gradients.js';
import { laplacianOf } from './laplacian.js';

/** The rows of a matrix, [n, m]. */
export function rowsOf(data: Float64Array, n: number, m: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => data.subarray(i * m, (i + 1) * m));
}

/** Solves the system of {@link laplacianOf}. What bridges answer for of the right-hand side is not solved. */
export function solveLaplacian(
  plan: readonly Float64Array[],
  damping: number,
  rhs: Float64Array,
  scale: number,
  limits: Limits,
): LinearSolve & { readonly x: Float64Array } {
  const system = laplacianOf(plan, rhs.length, damping);
  const solved = conjugateGradients(system, rhs, scale, limits);
  const norm = weightedNorm(rhs, system.weights);
  const residual = norm > 0 ? Math.max(solved.residual, system.bridged(solved.x) / norm) : solved.residual;
  return { ...solved, residual, status: residual <= limits.tolerance ? 'converged' : 'maxIterations' };
}
