import type { FloatDType } from '@monge/ndarray';
import type { Findings, Place } from '../../internal/iteration.js';
import { dotAndMagnitude, sum } from '../../internal/sums.js';
import { SOME_ULPS, ULP } from '../../internal/ulp.js';
import type { Leg } from './leg.js';

/** The measures, and the half-steps between each and the support. */
export interface Legs {
  readonly legs: readonly Leg[];
  readonly measures: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Even, of the mass of the measures, [n]. */
  readonly q: Float64Array;
  readonly epsilon: number;
  readonly dtype: FloatDType;
  /** δ ↦ −ε log Σ_j q_j exp((δ_j − C_ij)/ε) within the support. Present where the bias is removed. */
  readonly within?: (delta: Float64Array, out: Float64Array) => void;
}

/** The iteration of a barycentre, and what it has found. */
export interface BarycentreIteration {
  /** Computes S(g) from the g of its place: the potentials of the support, one after the other, [K n]; and after them δ, [n], where the bias is removed. */
  step(): Findings;
  /** log(p/q), [n], p ∝ q exp((δ − Σ λ_k s_k)/ε). */
  readonly logDensity: Float64Array;
  /** δ of the last step, [n]: zeros where the bias stays. */
  readonly delta: Float64Array;
}

/**
 * The iteration of barycentres. It is the fixed-point map on potentials g_k of the support whose mean Σ λ_k g_k is δ: f_k and s_k from g_k, then
 *
 *   S(g)_k = s_k + ε log(p/q),   p = q exp((δ − Σ_l λ_l s_l)/ε),
 *
 * which gives all plans the column sums p. With δ = 0 it is ascent, block by block, of the dual Σ λ_k ⟨b_k, f_k⟩, so that it may be accelerated as such.
 *
 * Where the bias is removed δ is unknown too, S(δ) = ½ (δ + ε log(p/q) − ε log Σ_j q_j exp((δ_j − C_ij)/ε)): μ = q exp(δ/ε) is what scales the plan of p with itself. That is a descent step
 * for −⟨p, log μ⟩ + ½ ⟨μ, K μ⟩, and the whole the search for a saddle. p and the plan of μ are then divided by their totals, which at small ε are beyond the range of floats at first, and the g_k
 * and δ keep their means under p, which are of no account.
 *
 * Sources: Benamou et al. 2015, § 3.2; Janati, Cuturi & Gramfort 2020, algorithm 1.
 */
export function barycentreIteration(
  { legs, measures, weights, q, epsilon, dtype, within }: Legs,
  { g, image, excess }: Place,
): BarycentreIteration {
  const n = q.length;
  const mass = sum(q);
  const block = (all: Float64Array, k: number) => all.subarray(k * n, (k + 1) * n);
  const potentials = legs.map((_, k) => block(g, k));
  const delta = new Float64Array(n);
  const logDensity = new Float64Array(n);
  const density = new Float64Array(n);
  /** −ε log(K μ), and log(μ K μ/q). */
  const own = new Float64Array(n);
  const logPlan = new Float64Array(n);

  function updateDensity(): void {
    logDensity.set(delta);
    legs.forEach(({ s }, k) => {
      for (let j = 0; j < n; j++) logDensity[j] -= weights[k] * s[j];
    });
    for (let j = 0; j < n; j++) logDensity[j] /= epsilon;
    if (within !== undefined) {
      const excessOfMass = logMean(logDensity);
      for (let j = 0; j < n; j++) logDensity[j] -= excessOfMass;
    }
    for (let j = 0; j < n; j++) density[j] = Math.exp(logDensity[j]);
  }

  /** log(Σ q exp(x)/Σq), whatever the size of the x. */
  function logMean(logs: Float64Array): number {
    let largest = -Infinity;
    for (const value of logs) largest = Math.max(largest, value);
    let total = 0;
    for (let j = 0; j < n; j++) total += (q[j] / mass) * Math.exp(logs[j] - largest);
    return largest + Math.log(total);
  }

  /** Makes the mean of S(g) under p that of g, for one of the potentials. */
  function keepMean(k: number): void {
    const [from, to] = [block(g, k), block(image, k)];
    let moved = 0;
    for (let j = 0; j < n; j++) moved += q[j] * density[j] * (to[j] - from[j]);
    for (let j = 0; j < n; j++) to[j] -= moved / mass;
  }

  /** S(g) of one measure, and λ_k times the L1 distance of its plan's column sums from p. */
  function updateImage({ s }: Leg, k: number): number {
    let error = 0;
    for (let j = 0, at = k * n; j < n; j++, at++) {
      image[at] = s[j] + epsilon * logDensity[j];
      excess[at] = weights[k] * q[j] * (Math.exp((g[at] - s[j]) / epsilon) - density[j]);
      error += Math.abs(excess[at]);
    }
    if (within !== undefined) keepMean(k);
    return error;
  }

  /** S(δ) for the current p, and the L1 distance of p from what μ scales a plan to. */
  function updateDelta(softmin: NonNullable<Legs['within']>): number {
    softmin(delta, own);
    for (let j = 0; j < n; j++) logPlan[j] = (delta[j] - own[j]) / epsilon;
    const excessOfMass = logMean(logPlan);
    const next = block(image, legs.length);
    let error = 0;
    for (let j = 0; j < n; j++) {
      error += q[j] * Math.abs(density[j] - Math.exp(logPlan[j] - excessOfMass));
      next[j] = (delta[j] + epsilon * logDensity[j] + own[j]) / 2;
      delta[j] -= (epsilon / 2) * excessOfMass;
    }
    keepMean(legs.length);
    return error;
  }

  return {
    logDensity,
    delta,
    step() {
      if (within !== undefined) delta.set(block(g, legs.length));
      let dual = 0;
      let magnitude = 0;
      legs.forEach((leg, k) => {
        leg.step(potentials[k]);
        const ofLeg = dotAndMagnitude(measures[k], leg.f);
        dual += weights[k] * ofLeg.dot;
        magnitude += weights[k] * ofLeg.magnitude;
      });
      updateDensity();
      const error = legs.reduce((total, leg, k) => total + updateImage(leg, k), 0);
      const errorOfBias = within === undefined ? 0 : updateDelta(within);
      const rounding = SOME_ULPS * ULP[dtype] * magnitude;
      return { error: Math.max(error, errorOfBias) / mass, dual, rounding };
    },
  };
}
