import type { FloatDType } from '@monge/ndarray';
import type { Findings, Iteration, Place, Workbench } from './iteration.js';
import { logIteration } from './log-iteration.js';
import { centreOf, relaxation, type Standing, standing } from './relaxation.js';
import { responses } from './responses.js';
import { largestLog, logOfLeast, scalingLimits } from './scaling-limits.js';
import { dotAndMagnitude, scale, sum } from './sums.js';
import { SOME_ULPS, ULP } from './ulp.js';

/** Sums of many entries, each off by an ulp, are off by few: their errors are independent. */
const SOME_STORED_ULPS = 4;

/**
 * The iteration on a stored kernel K_ij = exp((α_i + β_j − C_ij)/ε), u = 1/(K (b v)), v = 1/(Kᵀ (a u)), so that f = α + ε log u and g = β + ε log v. A step
 * multiplies and adds only, and reads the kernel once.
 *
 * It is stabilised by absorption (Schmitzer 2019, "Stabilized sparse scaling algorithms", § 3.1; Chizat et al. 2018): at first, and when u or v have grown too
 * large, α and β are chosen anew for the g of the place, and the kernel with them. Here they are the c-transforms α_i = min_j (C_ij − g_j) and
 * β_j = min_i (C_ij − α_i) ≥ g_j: no entry is larger than 1 then, one in each row and each column is 1, and no sum underflows, however small ε is and wherever
 * an acceleration has led. Where marginals give way, they are τ_a and τ_b times that. At first β = g will do, mostly.
 *
 * Where a marginal may give way, u = 1/(K (b v))^τ exp(−(1 − τ) α/ε) and alike for v (Chizat et al. 2018, "Scaling algorithms for unbalanced optimal
 * transport problems", § 4.3). The constant between the potentials moves from β to α, which leaves the kernel as it is. A source marginal that gives way
 * takes a second reading: what the kernel's iteration makes of a is a/(K (b v)).
 *
 * Where sums of the kernel underflow or overflow all the same, as they can where masses are tiny, it takes some steps in the log domain, and
 * starts again from where they lead: twice as many each time.
 *
 * @param f the source potential that the g of the place goes with, if it is known: the two are absorbed first.
 */
export function kernelIteration(
  workbench: Workbench,
  storage: FloatDType,
  epsilon: number,
  place: Place,
  f?: Float64Array,
): Iteration {
  const { problem, pairwise } = workbench;
  const { a, b } = problem;
  const { g, image, excess } = place;
  const scaling = workbench.scaling(storage);
  const relaxed = relaxation(problem, epsilon);
  const { tauA, tauB, rhoB, balanced } = relaxed;
  let limits = scalingLimits(scaling.dtype, balanced);
  /** What the columns add up to where their marginal has to be met. */
  const mass = balanced ? sum(a) : sum(b);
  /** Kernels are of the size of 1/Σb: what is stored is Σb times as large, and weights are those in this unit, so that float32 can hold any. */
  const unit = sum(b);
  const sourceShares = a.map((value) => value / unit);
  const targetShares = b.map((value) => value / unit);
  const alpha = new Float64Array(a.length);
  const beta = new Float64Array(b.length);
  /** log u and log v. */
  const logU = new Float64Array(a.length);
  const logV = new Float64Array(b.length);
  /** The largest of each. */
  let topU = 0;
  let topV = 0;
  /** b v/Σb, K (b v) and Kᵀ (a u). */
  const weighted = new Float64Array(b.length);
  const rowSums = new Float64Array(a.length);
  const columnSums = new Float64Array(b.length);
  /** The soft minimum s that f follows from: to find the constant between f and g. */
  const s = new Float64Array(balanced ? 0 : a.length);
  /** a u (K (b v))/Σb */
  const weightedRows = new Float64Array(tauA === 1 ? 0 : a.length);
  /** A multiple of the column sums to be. */
  const responsesOfColumns = new Float64Array(tauB === 1 ? 0 : b.length);

  /** What f is above α, and g below β, besides the scalings. */
  let shift = 0;
  /** ⟨a, α⟩ + ⟨b, β⟩, and the same with all terms positive. */
  let absorbedDual = 0;
  let absorbedMagnitude = 0;
  /** Whether only the rows are known to have an entry 1. */
  let hasty = false;
  /** The iteration in the log domain, while it is needed, and for how many steps more. */
  let log: Iteration | undefined;
  let logSteps = 0;
  let patience = 1;

  const currentF = () => alpha.map((value, i) => value + shift + epsilon * logU[i]);

  /** Makes these the potentials of the kernel, with u = 1; whether no entry of it is above 1. */
  function absorb(newAlpha: Float64Array, newBeta: Float64Array, bounded: boolean): void {
    limits = scalingLimits(scaling.dtype, bounded);
    const centre = centreOf(problem, b, newBeta);
    shift = 0 - centre;
    for (let i = 0; i < a.length; i++) alpha[i] = newAlpha[i] - shift;
    for (let j = 0; j < b.length; j++) beta[j] = newBeta[j] - centre;
    const ofA = dotAndMagnitude(a, alpha);
    const ofB = dotAndMagnitude(b, beta);
    absorbedDual = ofA.dot + ofB.dot;
    absorbedMagnitude = ofA.magnitude + ofB.magnitude;
    const inUnits = epsilon * Math.log(unit);
    scaling.fill(
      epsilon,
      alpha.map((value) => value + inUnits),
      beta,
      bounded,
    );
    logU.fill(0);
    topU = 0;
    findV();
  }

  /**
   * Absorbs α, the transform of g, and g itself, for half the price: mostly columns have entries that are large enough too. If they have not,
   * `retreat` finds out.
   */
  function absorbHastily(): void {
    const newAlpha = new Float64Array(a.length);
    pairwise.cTransform(1, g, newAlpha);
    const inUnits = epsilon * Math.log(unit);
    absorb(
      newAlpha.map((value) => value - inUnits),
      g,
      true,
    );
    hasty = true;
  }

  /** Absorbs the transforms α of g and β of α, which no pair costs less than; damped as potentials are where marginals give way. */
  function absorbTransforms(): void {
    const [newAlpha, newBeta] = [new Float64Array(a.length), new Float64Array(b.length)];
    pairwise.cTransform(1, g, newAlpha);
    scale(newAlpha, tauA);
    pairwise.cTransform(0, newAlpha, newBeta);
    scale(newBeta, tauB);
    for (let i = 0; i < a.length; i++) newAlpha[i] -= tauA * epsilon * Math.log(unit);
    // Damped transforms of negative costs bound nothing.
    absorb(newAlpha, newBeta, balanced);
    hasty = false;
  }

  /** v for the g of the place. */
  function findV(): void {
    for (let j = 0; j < b.length; j++) logV[j] = (g[j] - beta[j] + shift) / epsilon;
    topV = largestLog(logV);
  }

  /** Finds v for the g of the place, in a kernel that has absorbed what is too large for it. */
  function rescale(): void {
    if (log !== undefined) {
      absorb(log.potentials().f, g, false);
      log = undefined;
      return;
    }
    findV();
    if (!(Math.max(topU, topV) <= limits.each && topU + topV <= limits.absorbed)) absorbTransforms();
  }

  function step(): Findings {
    if (log !== undefined && logSteps > 0) return stepInLogDomain(log);
    rescale();
    for (let j = 0; j < b.length; j++) weighted[j] = targetShares[j] * Math.exp(logV[j]);
    scaling.iterate(sourceShares, weighted, rowSums, columnSums);
    for (let i = 0; i < a.length; i++) logU[i] = -Math.log(rowSums[i]);
    topU = -logOfLeast(rowSums);
    if (!(topU + topV <= limits.trusted)) return retreat();
    const { dual, magnitude, translation } = currentStanding();
    if (!balanced) relaxRows(translation);
    if (!(topU - logOfLeast(columnSums) <= limits.trusted)) return retreat();
    for (let j = 0; j < b.length; j++) {
      image[j] = tauB * (beta[j] - shift - epsilon * Math.log(columnSums[j]));
    }
    // The kernel is good to an ulp of its storage, the potentials that were absorbed to one of theirs.
    const rounding =
      SOME_ULPS * ULP[pairwise.dtype] * magnitude +
      SOME_STORED_ULPS * ULP[scaling.dtype] * epsilon * (balanced ? mass : 1);
    return { error: columnError(), dual, rounding };
  }

  /** Where u = 1/(K (b v)) stands. */
  function currentStanding(): Standing {
    if (balanced) {
      const ofA = dotAndMagnitude(a, logU);
      const ofB = dotAndMagnitude(b, logV);
      return {
        dual: absorbedDual + epsilon * (ofA.dot + ofB.dot),
        magnitude: absorbedMagnitude + epsilon * (ofA.magnitude + ofB.magnitude),
        translation: 0,
      };
    }
    for (let i = 0; i < a.length; i++) s[i] = alpha[i] + shift + epsilon * logU[i];
    return standing(problem, relaxed, s, g);
  }

  /** Takes the best constant from g to f, and f to τ_a f, with the column sums that u has then. */
  function relaxRows(translation: number): void {
    for (let j = 0; j < b.length; j++) g[j] -= translation;
    shift += translation;
    if (tauA === 1) return;
    for (let i = 0; i < a.length; i++) {
      logU[i] = tauA * logU[i] - ((1 - tauA) / epsilon) * (alpha[i] + shift);
      weightedRows[i] = sourceShares[i] * Math.exp(logU[i]) * rowSums[i];
    }
    topU = largestLog(logU);
    scaling.iterate(weightedRows, weighted, rowSums, columnSums);
  }

  /** The L1 error of the column sums over the mass; the excess goes to its place. */
  function columnError(): number {
    let error = 0;
    if (tauB === 1) {
      for (let j = 0; j < b.length; j++) {
        excess[j] = columnSums[j] * weighted[j] * unit - b[j];
        error += Math.abs(excess[j]);
      }
      return error / mass;
    }
    const targets = responses(b, rhoB, g, responsesOfColumns);
    let total = 0;
    for (let j = 0; j < b.length; j++) {
      excess[j] = columnSums[j] * weighted[j] * unit;
      total += excess[j];
    }
    const multiple = total / sum(targets);
    for (let j = 0; j < b.length; j++) {
      excess[j] -= multiple * targets[j];
      error += Math.abs(excess[j]);
    }
    return error / total;
  }

  /** Takes the step anew, where sums underflowed or overflowed. */
  function retreat(): Findings {
    if (!hasty) return enterLogDomain();
    absorbTransforms();
    return step();
  }

  function enterLogDomain(): Findings {
    logSteps = patience;
    patience *= 2;
    log = logIteration(workbench, epsilon, place);
    return stepInLogDomain(log);
  }

  function stepInLogDomain(iteration: Iteration): Findings {
    logSteps--;
    return iteration.step();
  }

  if (f !== undefined) absorb(f, g, false);
  else if (balanced) absorbHastily();
  else absorbTransforms();
  return { step, potentials: () => log?.potentials() ?? { f: currentF(), g } };
}
