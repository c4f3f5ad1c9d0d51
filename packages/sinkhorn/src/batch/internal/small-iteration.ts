import type { Findings, Iteration } from '../../internal/iteration.js';
import { centreOf, relaxation, type Standing, standing } from '../../internal/relaxation.js';
import { responses } from '../../internal/responses.js';
import { dotAndMagnitude, sum } from '../../internal/sums.js';
import { SOME_ULPS, ULP } from '../../internal/ulp.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Slot } from './slot.js';

/**
 * Scalings beyond exp(±this) are absorbed into the kernel. Between two such scalings an entry that counts for a sum, one part in e^40 of it, is above e^−440 in the kernel, which
 * underflows at e^−665.
 */
const ABSORPTION_LIMIT = 200;

/** Sums beyond exp(±this) are not to be trusted: entries of the kernel underflow to zero at 2^-960, and more and more of those that count. */
const TRUST_LIMIT = 575;

/** What a step finds whose sums are not to be trusted. */
const LOST: Findings = { error: Number.NaN, dual: Number.NaN, rounding: Number.NaN };

/**
 * The iteration on a stored kernel (`internal/kernel-iteration.ts`) in a slot: u = 1/(K (b v)), v = 1/(Kᵀ (a u)), K_ij = exp((α_i + β_j − C_ij)/ε), absorbed when u
 * or v grow too large. Each half-step is one call of a kernel. The first α and β are tight: every row and every column with weight has an entry of one, so that
 * the kernel does not underflow from the start. Its place is that of the slot, of which g is where it starts.
 */
export function smallIteration(problem: LinearProblem, slot: Slot): Iteration {
  const { a, b, epsilon } = problem;
  const { kernels, rows, columns, paddedRows, paddedColumns, costs, kernel } = slot;
  const alpha = slot.alpha.values;
  const beta = slot.beta.values;
  const logU = slot.logU.values;
  const g = slot.g.values;
  const found = slot.found.values;
  const relaxed = relaxation(problem);
  const { tauA, tauB, rhoB, balanced } = relaxed;
  /** What the columns add up to where their marginal has to be met. */
  const mass = balanced ? sum(a) : sum(b);

  /** What f is above α, and g below β, besides the scalings. */
  let shift = 0;
  /** ⟨a, α⟩ + ⟨b, β⟩, and the same with all terms positive. */
  let absorbedDual = 0;
  let absorbedMagnitude = 0;
  /** What v, or u, may be before it is absorbed: anything as long as the potentials are tight. */
  let limit = Infinity;

  function f(): Float64Array {
    // Not `map`, which takes as long as a step.
    const potential = new Float64Array(rows);
    for (let i = 0; i < rows; i++) potential[i] = alpha[i] + shift + epsilon * logU[i];
    return potential;
  }

  function fill(): void {
    kernels.fill(rows, paddedColumns, costs.at, slot.alpha.at, slot.beta.at, Math.LOG2E / epsilon, kernel.at);
    const ofA = dotAndMagnitude(a, alpha);
    const ofB = dotAndMagnitude(b, beta);
    absorbedDual = ofA.dot + ofB.dot;
    absorbedMagnitude = ofA.magnitude + ofB.magnitude;
    logU.fill(0);
  }

  function absorb(): void {
    const { bound } = slot;
    const centre = centreOf(problem, b, g);
    for (let j = 0; j < columns; j++) bound.values[j] = b[j] > 0 ? g[j] - centre : -Infinity;
    shift = 0 - centre;
    kernels.tighten(rows, columns, paddedColumns, costs.at, slot.a.at, bound.at, slot.alpha.at, slot.beta.at);
    fill();
  }

  /** Finds v for g: whether it, and the u of the step before, are within the limit. */
  function rescale(limit: number): boolean {
    const small = kernels.rescale(
      columns,
      paddedColumns,
      slot.g.at,
      slot.beta.at,
      shift,
      epsilon,
      limit,
      slot.logV.at,
    );
    return small === 1 && within(logU, limit);
  }

  function step(): Findings {
    if (!rescale(limit)) {
      absorb();
      rescale(Infinity);
    }
    limit = ABSORPTION_LIMIT;
    if (!scaleRows()) return LOST;
    const { dual, magnitude, translation } = currentStanding();
    if (!balanced) relaxRows(translation);
    if (!scaleColumns() || !within(logU, TRUST_LIMIT)) return LOST;
    return { error: columnError(), dual, rounding: SOME_ULPS * ULP.float64 * magnitude };
  }

  /** u = 1/(K (b v)): whether it is to be trusted. */
  function scaleRows(): boolean {
    const trusted = kernels.rows(
      rows,
      columns,
      paddedRows,
      paddedColumns,
      kernel.at,
      slot.a.at,
      slot.b.at,
      slot.logV.at,
      TRUST_LIMIT,
      slot.weighted.at,
      slot.sums.at,
      slot.logU.at,
      slot.scaled.at,
      slot.found.at,
    );
    return trusted === 1;
  }

  /** S(g) and the column sums: whether they are to be trusted. */
  function scaleColumns(): boolean {
    const trusted = kernels.columns(
      columns,
      paddedRows,
      paddedColumns,
      kernel.at,
      slot.scaled.at,
      slot.b.at,
      slot.weighted.at,
      slot.beta.at,
      shift,
      epsilon,
      tauB,
      TRUST_LIMIT,
      slot.columnSums.at,
      slot.image.at,
      slot.excess.at,
      slot.found.at,
    );
    return trusted === 1;
  }

  /** Where u = 1/(K (b v)) stands. */
  function currentStanding(): Standing {
    if (!balanced) return standing(problem, relaxed, f(), g);
    return {
      dual: absorbedDual + epsilon * found[0],
      magnitude: absorbedMagnitude + epsilon * (mass + found[1]),
      translation: 0,
    };
  }

  /** Takes the best constant from g to f, and f to τ_a f. */
  function relaxRows(translation: number): void {
    for (let j = 0; j < columns; j++) g[j] -= translation;
    shift += translation;
    if (tauA === 1) return;
    for (let i = 0; i < rows; i++) {
      logU[i] = tauA * logU[i] - ((1 - tauA) / epsilon) * (alpha[i] + shift);
      slot.scaled.values[i] = a[i] * Math.exp(logU[i]);
    }
  }

  /** The L1 error of the column sums over the mass; the excess goes to its place. */
  function columnError(): number {
    if (tauB === 1) return found[0] / mass;
    const columnSums = slot.columnSums.values;
    const targets = responses(b, rhoB, g);
    const total = sum(columnSums);
    const share = total / sum(targets);
    let error = 0;
    for (let j = 0; j < columns; j++) {
      const excess = columnSums[j] - share * targets[j];
      slot.excess.values[j] = excess;
      error += Math.abs(excess);
    }
    return error / total;
  }

  absorb();
  return { step, potentials: () => ({ f: f(), g: g.slice() }) };
}

/** Whether all values are in [−limit, limit]. */
function within(values: Float64Array, limit: number): boolean {
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) <= limit)) return false;
  return true;
}
