import type { Axis } from '@monge/ndarray';
import type { Iteration, Place, Workbench } from './iteration.js';
import { logFindings } from './log-findings.js';
import { centreOf, relaxation, settle, standing } from './relaxation.js';
import { scale } from './sums.js';

/**
 * The iteration in the log domain, f_i = −τ_a ε log Σ_j b_j exp((g_j − C_ij)/ε) and alike for g: nothing is stored and nothing can
 * overflow. O(n·m·d) with an exponential for each pair, twice.
 */
export function logIteration({ problem, pairwise }: Workbench, epsilon: number, place: Place): Iteration {
  const { a, b } = problem;
  const { g, image } = place;
  const relaxed = relaxation(problem, epsilon);
  const logA = a.map((weight) => epsilon * Math.log(weight));
  const logB = b.map((weight) => epsilon * Math.log(weight));
  const phi = new Float64Array(a.length);
  const psi = new Float64Array(b.length);
  const f = new Float64Array(a.length);

  /** The soft minimum for a potential. */
  function softmin(
    axis: Axis,
    potential: Float64Array,
    logs: Float64Array,
    sums: Float64Array,
    out: Float64Array,
  ): void {
    const centre = centreOf(problem, axis === 1 ? b : a, potential);
    for (let i = 0; i < sums.length; i++) sums[i] = potential[i] - centre + logs[i];
    pairwise.softmin(axis, epsilon, sums, out);
    if (centre !== 0) for (let i = 0; i < out.length; i++) out[i] -= centre;
  }

  return {
    step() {
      softmin(1, g, logB, psi, f);
      const found = standing(problem, relaxed, f, g);
      settle(relaxed, found, f, g);
      softmin(0, f, logA, phi, image);
      scale(image, relaxed.tauB);
      return logFindings(b, relaxed, pairwise.dtype, found, place);
    },
    potentials: () => ({ f, g }),
  };
}
