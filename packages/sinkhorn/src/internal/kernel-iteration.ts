import type { Iteration, Potentials, Workbench } from './iteration.js';
import { logIteration, total } from './log-iteration.js';

/**
 * Scalings beyond this, or below its inverse, are absorbed into the kernel. Entries of the kernel that underflow to zero
 * (2^-960, or 2^-90 in float32) are then still far below anything that counts.
 */
const ABSORPTION_LIMIT = { float64: 1e12, float32: 1e4 } as const;

/**
 * The iteration on a stored kernel K_ij = exp((α_i + β_j − C_ij)/ε), u = 1/(K (b v)), v = 1/(Kᵀ (a u)), stabilised by absorption:
 * when u or v grow too large they move into α = α + ε log u, β = β + ε log v, the kernel is computed anew and u = v = 1
 * (Schmitzer 2019, "Stabilized sparse scaling algorithms", § 3.1; Chizat et al. 2018). A step multiplies and adds only, and reads the
 * kernel once.
 *
 * It starts with a step in the log domain, so that no row or column of the kernel is empty; should the arithmetic break down all the
 * same, as it can far from convergence at small ε, it goes back to the log domain for a while.
 */
export function kernelIteration(
  workbench: Workbench,
  epsilon: number,
  start: Potentials | undefined,
): Iteration {
  const { a, b } = workbench.problem;
  const limit = ABSORPTION_LIMIT[workbench.pairwise.dtype];
  const scaling = workbench.scaling();
  const mass = total(a);
  const alpha = new Float64Array(a.length);
  const beta = new Float64Array(b.length);
  const v = new Float64Array(b.length);
  const weighted = new Float64Array(b.length);
  /** K (b v), that is 1/u; and Kᵀ (a u), that is 1/v of the next step. */
  const r = new Float64Array(a.length);
  const w = new Float64Array(b.length);

  let log: Iteration | undefined = logIteration(workbench, epsilon, start);
  let logSteps = 1;
  let patience = 1;

  function absorb(f: Float64Array, g: Float64Array): void {
    alpha.set(f);
    beta.set(g);
    scaling.fill(epsilon, alpha, beta);
    v.fill(1);
  }

  const fOf = () => alpha.map((value, i) => value - epsilon * Math.log(r[i]!));
  const gOf = () => beta.map((value, j) => value + epsilon * Math.log(v[j]!));

  function step(): number {
    if (log !== undefined) return log.step();
    for (let j = 0; j < b.length; j++) weighted[j] = b[j]! * v[j]!;
    scaling.iterate(a, weighted, r, w);
    let error = 0;
    for (let j = 0; j < b.length; j++) error += Math.abs(weighted[j]! * w[j]! - b[j]!);
    if (Number.isFinite(error) && positive(r) && positive(w)) return error / mass;
    patience *= 2;
    logSteps = patience;
    log = logIteration(workbench, epsilon, { f: alpha, g: gOf() });
    return log.step();
  }

  function advance(): void {
    if (log === undefined) {
      for (let j = 0; j < b.length; j++) v[j] = 1 / w[j]!;
      if (!within(v, limit) || !within(r, limit)) absorb(fOf(), gOf());
      return;
    }
    log.advance();
    logSteps--;
    if (logSteps > 0) return;
    const { f, g } = log.potentials();
    absorb(f, g);
    log = undefined;
  }

  return { step, advance, potentials: () => log?.potentials() ?? { f: fOf(), g: gOf() } };
}

function positive(values: Float64Array): boolean {
  for (const value of values) if (!(value > 0)) return false;
  return true;
}

/** Whether all values are in [1/limit, limit]. */
function within(values: Float64Array, limit: number): boolean {
  for (const value of values) if (!(value <= limit && value >= 1 / limit)) return false;
  return true;
}
