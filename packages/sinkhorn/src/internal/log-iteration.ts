import type { Iteration, Potentials, Workbench } from './iteration.js';
import { logFindings } from './log-findings.js';

/**
 * The iteration in the log domain, f_i = −ε log Σ_j b_j exp((g_j − C_ij)/ε) and alike for g: nothing is stored and nothing can
 * overflow. O(n·m·d) with an exponential for each pair, twice.
 *
 * @param before S(g) of the last step, which the iteration keeps up to date: another may go on from it.
 */
export function logIteration(
  { problem, pairwise }: Workbench,
  epsilon: number,
  start: Potentials | undefined,
  before: Float64Array,
): Iteration {
  const { a, b } = problem;
  const logA = a.map((weight) => epsilon * Math.log(weight));
  const logB = b.map((weight) => epsilon * Math.log(weight));
  const phi = new Float64Array(a.length);
  const psi = new Float64Array(b.length);
  const f = start?.f.slice() ?? new Float64Array(a.length);
  const g = start?.g.slice() ?? new Float64Array(b.length);
  /** S(g) */
  const image = new Float64Array(b.length);
  return {
    step() {
      add(g, logB, psi);
      pairwise.softmin(1, epsilon, psi, f);
      add(f, logA, phi);
      pairwise.softmin(0, epsilon, phi, image);
      return logFindings(problem, epsilon, pairwise.dtype, { f, g, image, before });
    },
    advance(momentum) {
      for (let j = 0; j < b.length; j++) g[j] = image[j] + momentum * (image[j] - before[j]);
      before.set(image);
    },
    retreat: () => g.set(before),
    potentials: () => ({ f, g }),
  };
}

function add(x: Float64Array, y: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = x[i] + y[i];
}
