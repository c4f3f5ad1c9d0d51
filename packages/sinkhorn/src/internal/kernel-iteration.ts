import type { FloatDType } from '@monge/ndarray';
import type { Findings, Iteration, Potentials, Workbench } from './iteration.js';
import { logIteration } from './log-iteration.js';
import { dot, dotOfMagnitudes, sum } from './sums.js';
import { SOME_ULPS, ULP } from './ulp.js';

/** Scalings beyond exp(±this) are absorbed into the kernel. */
const ABSORPTION_LIMIT = { float64: 28, float32: 16 } as const;

/**
 * Sums beyond exp(±this) are not to be trusted: entries of the kernel underflow to zero at 2^-960, or at 2^-90 in float32, and more and
 * more of those that count.
 */
const TRUST_LIMIT = { float64: 575, float32: 32 } as const;

/** Sums of many entries, each off by an ulp, are off by few: their errors are independent. */
const SOME_STORED_ULPS = 4;

/**
 * The iteration on a stored kernel K_ij = exp((α_i + β_j − C_ij)/ε), u = 1/(K (b v)), v = 1/(Kᵀ (a u)), stabilised by absorption:
 * when u or v grow too large they move into α = α + ε log u, β = β + ε log v, the kernel is computed anew and u = v = 1
 * (Schmitzer 2019, "Stabilized sparse scaling algorithms", § 3.1; Chizat et al. 2018). A step multiplies and adds only, and reads the
 * kernel once.
 *
 * Where sums of the kernel underflow or overflow, as they can far from convergence at small ε, it takes some steps in the log domain, and
 * starts again from where they lead: twice as many each time.
 *
 * @param before S(g) of the last step, a potential since the kernel may change in between, which the iteration keeps up to date.
 */
export function kernelIteration(
  workbench: Workbench,
  storage: FloatDType,
  epsilon: number,
  start: Potentials | undefined,
  before: Float64Array,
): Iteration {
  const { problem, pairwise } = workbench;
  const { a, b } = problem;
  const scaling = workbench.scaling(storage);
  const absorptionLimit = ABSORPTION_LIMIT[scaling.dtype];
  const trustLimit = TRUST_LIMIT[scaling.dtype];
  const mass = sum(a);
  const alpha = new Float64Array(a.length);
  const beta = new Float64Array(b.length);
  /** log u and log v. */
  const logU = new Float64Array(a.length);
  const logV = new Float64Array(b.length);
  /** log v of S(g). */
  const image = new Float64Array(b.length);
  /** b v, K (b v) and Kᵀ (a u). */
  const weighted = new Float64Array(b.length);
  const rowSums = new Float64Array(a.length);
  const columnSums = new Float64Array(b.length);

  /** ⟨a, α⟩ + ⟨b, β⟩, and the same with all terms positive. */
  let absorbedDual = 0;
  let absorbedMagnitude = 0;
  /** The iteration in the log domain, while it is needed, and for how many steps more. */
  let log: Iteration | undefined;
  let logSteps = 0;
  let patience = 1;

  const f = () => alpha.map((value, i) => value + epsilon * logU[i]);
  const g = () => beta.map((value, j) => value + epsilon * logV[j]);
  const logVBefore = (j: number) => (before[j] - beta[j]) / epsilon;

  /** Makes (f, g) the potentials of the kernel, with u = v = 1. */
  function absorb(newAlpha: Float64Array, newBeta: Float64Array): void {
    alpha.set(newAlpha);
    beta.set(newBeta);
    absorbedDual = dot(a, alpha) + dot(b, beta);
    absorbedMagnitude = dotOfMagnitudes(a, alpha) + dotOfMagnitudes(b, beta);
    scaling.fill(epsilon, alpha, beta);
    logV.fill(0);
  }

  function step(): Findings {
    if (log !== undefined) return log.step();
    for (let j = 0; j < b.length; j++) weighted[j] = b[j] * Math.exp(logV[j]);
    scaling.iterate(a, weighted, rowSums, columnSums);
    for (let i = 0; i < a.length; i++) logU[i] = -Math.log(rowSums[i]);
    for (let j = 0; j < b.length; j++) image[j] = -Math.log(columnSums[j]);
    if (!within(logU, trustLimit) || !within(image, trustLimit)) return stepInLogDomain();
    let error = 0;
    let slope = 0;
    for (let j = 0; j < b.length; j++) {
      const excess = weighted[j] * columnSums[j] - b[j];
      error += Math.abs(excess);
      slope -= excess * (image[j] - logVBefore(j));
    }
    const dual = absorbedDual + epsilon * (dot(a, logU) + dot(b, logV));
    const scaled = dotOfMagnitudes(a, logU) + dotOfMagnitudes(b, logV);
    // The kernel is good to an ulp of its storage, the potentials that were absorbed to one of theirs.
    const rounding =
      SOME_ULPS * ULP[pairwise.dtype] * (absorbedMagnitude + epsilon * scaled) +
      SOME_STORED_ULPS * ULP[scaling.dtype] * epsilon * mass;
    return { error: error / mass, dual, rounding, slope };
  }

  function stepInLogDomain(): Findings {
    logSteps = patience;
    patience *= 2;
    log = logIteration(workbench, epsilon, { f: alpha, g: g() }, before);
    return log.step();
  }

  function advance(momentum: number): void {
    if (log === undefined) {
      for (let j = 0; j < b.length; j++) {
        logV[j] = image[j] + momentum * (image[j] - logVBefore(j));
        before[j] = beta[j] + epsilon * image[j];
      }
      if (!within(logV, absorptionLimit) || !within(logU, absorptionLimit)) absorb(f(), g());
      return;
    }
    log.advance(momentum);
    logSteps--;
    if (logSteps > 0) return;
    const reached = log.potentials();
    log = undefined;
    absorb(reached.f, reached.g);
  }

  function retreat(): void {
    if (log !== undefined) log.retreat();
    else for (let j = 0; j < b.length; j++) logV[j] = logVBefore(j);
  }

  absorb(start?.f ?? alpha, start?.g ?? beta);
  return { step, advance, retreat, potentials: () => log?.potentials() ?? { f: f(), g: g() } };
}

/** Whether all values are in [−limit, limit]. */
function within(values: Float64Array, limit: number): boolean {
  for (const value of values) if (!(Math.abs(value) <= limit)) return false;
  return true;
}
