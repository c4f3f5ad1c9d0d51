import type { Iteration, Potentials, Workbench } from './iteration.js';
import { logIteration } from './log-iteration.js';
import { sum } from './sums.js';

/** Scalings beyond this, or below its inverse, are absorbed into the kernel. */
const ABSORPTION_LIMIT = { float64: 1e12, float32: 1e4 } as const;

/**
 * Sums below this have lost entries that count: those of the kernel underflow to zero at 2^-960, or at 2^-90 in float32. Their inverse is
 * the most that a sum may be.
 */
const LEAST_SUM = { float64: 1e-250, float32: 1e-14 } as const;

/**
 * The iteration on a stored kernel K_ij = exp((α_i + β_j − C_ij)/ε), u = 1/(K (b v)), v = 1/(Kᵀ (a u)), stabilised by absorption:
 * when u or v grow too large they move into α = α + ε log u, β = β + ε log v, the kernel is computed anew and u = v = 1
 * (Schmitzer 2019, "Stabilized sparse scaling algorithms", § 3.1; Chizat et al. 2018). A step multiplies and adds only, and reads the
 * kernel once.
 *
 * Where sums of the kernel underflow or overflow, as they can far from convergence at small ε, it takes some steps in the log domain, and
 * starts again from where they lead: twice as many each time.
 */
export function kernelIteration(
  workbench: Workbench,
  epsilon: number,
  start: Potentials | undefined,
): Iteration {
  const { a, b } = workbench.problem;
  const limit = ABSORPTION_LIMIT[workbench.pairwise.dtype];
  const leastSum = LEAST_SUM[workbench.pairwise.dtype];
  const scaling = workbench.scaling();
  const mass = sum(a);
  const alpha = new Float64Array(a.length);
  const beta = new Float64Array(b.length);
  const v = new Float64Array(b.length);
  const weighted = new Float64Array(b.length);
  /** K (b v), that is 1/u; and Kᵀ (a u), that is 1/v of the next step. */
  const r = new Float64Array(a.length);
  const w = new Float64Array(b.length);

  /** The iteration in the log domain, while it is needed, and for how many steps more. */
  let log: Iteration | undefined;
  let logSteps = 0;
  let patience = 1;
  absorb(start?.f ?? alpha, start?.g ?? beta);

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
    if (within(r, 1 / leastSum) && within(w, 1 / leastSum)) return error / mass;
    logSteps = patience;
    patience *= 2;
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

/** Whether all values are in [1/limit, limit]. */
function within(values: Float64Array, limit: number): boolean {
  for (const value of values) if (!(value <= limit && value >= 1 / limit)) return false;
  return true;
}
