import {
  add,
  divide,
  dot,
  exp,
  expandDims,
  expm1,
  logSumExp,
  matmul,
  multiply,
  neg,
  outer,
  subtract,
  sum,
  type Tensor,
} from '@monge/autodiff';
import { UnsupportedError } from '@monge/ndarray';
import { outerSum, type Parts } from './parts.js';

/** The potentials, [n] and [m]. */
export interface PotentialTensors {
  readonly f: Tensor;
  readonly g: Tensor;
}

/** −ε log Σ_j b_j exp((g_j − C_ij)/ε), which makes the rows of K sum to one. */
function sourceMinimum({ costs, b, epsilon }: Parts, g: Tensor): Tensor {
  const exponents = divide(subtract(g, costs), epsilon);
  return multiply(neg(epsilon), logSumExp(exponents, { axis: 1, b }));
}

/** −ε log Σ_i a_i exp((f_i − C_ij)/ε), which makes the columns of L sum to one. */
function targetMinimum({ costs, a, epsilon }: Parts, f: Tensor): Tensor {
  const exponents = divide(subtract(expandDims(f, 1), costs), epsilon);
  return multiply(neg(epsilon), logSumExp(exponents, { axis: 0, b: expandDims(a, 1) }));
}

/** The best f for a g: the soft minimum over the targets, τ_a times. */
export function sourcePotential(parts: Parts, g: Tensor): Tensor {
  return damped(parts.tauA, sourceMinimum(parts, g));
}

/** The best g for an f. */
export function targetPotential(parts: Parts, f: Tensor): Tensor {
  return damped(parts.tauB, targetMinimum(parts, f));
}

function damped(tau: number, potential: Tensor): Tensor {
  return tau === 1 ? potential : multiply(tau, potential);
}

/** The marginals of the best plan, a exp(−f/ρ) and b exp(−g/ρ): a and b where they have to be met. */
export function marginalsOf(
  { a, b, tauA, tauB, epsilon }: Parts,
  { f, g }: PotentialTensors,
): { readonly source: Tensor; readonly target: Tensor } {
  const responding = (weights: Tensor, tau: number, potential: Tensor) =>
    tau === 1 ? weights : multiply(weights, exp(neg(divide(potential, rhoOf(tau, epsilon)))));
  return { source: responding(a, tauA, f), target: responding(b, tauB, g) };
}

/** ρ = ετ/(1 − τ) */
function rhoOf(tau: number, epsilon: Tensor): Tensor {
  return multiply(epsilon, tau / (1 - tau));
}

/** (⟨a, f⟩ − ⟨b, g⟩)/2Σa, the constant by which potentials are off balance. */
export function imbalance({ a, b }: Parts, { f, g }: PotentialTensors): Tensor {
  return divide(subtract(dot(a, f), dot(b, g)), multiply(2, sum(a)));
}

/** exp((f_i + g_j − C_ij)/ε) */
function density({ costs, epsilon }: Parts, { f, g }: PotentialTensors): Tensor {
  return exp(divide(subtract(outerSum(f, g), costs), epsilon));
}

/** K, [n, m]: the distribution of the target given the source, of which the rows sum to one whatever g is. */
export function givenSource(parts: Parts, g: Tensor): Tensor {
  return multiply(parts.b, density(parts, { f: sourceMinimum(parts, g), g }));
}

/** L, [n, m]: the distribution of the source given the target, of which the columns sum to one. */
export function givenTarget(parts: Parts, f: Tensor): Tensor {
  return multiply(expandDims(parts.a, 1), density(parts, { f, g: targetMinimum(parts, f) }));
}

/** What both potentials earn, less ε (Σ P − Σa Σb). */
export function dualCost(parts: Parts, { f, g }: PotentialTensors): Tensor {
  const { a, b, epsilon, tauA, tauB } = parts;
  const excess = subtract(sum(planOf(parts, { f, g })), multiply(sum(a), sum(b)));
  const gains = add(gain(a, tauA, epsilon, f), gain(b, tauB, epsilon, g));
  return subtract(gains, multiply(epsilon, excess));
}

/** ⟨a, f⟩ where the marginal has to be met, else ρ ⟨a, 1 − exp(−f/ρ)⟩. */
function gain(weights: Tensor, tau: number, epsilon: Tensor, potential: Tensor): Tensor {
  if (tau === 1) return dot(weights, potential);
  const rho = rhoOf(tau, epsilon);
  return neg(multiply(rho, dot(weights, expm1(neg(divide(potential, rho))))));
}

export function planOf(parts: Parts, potentials: PotentialTensors): Tensor {
  return multiply(outer(parts.a, parts.b), density(parts, potentials));
}

/** Σ_j K_ij y_j */
export function mapOf(parts: Parts, { g }: PotentialTensors): Tensor {
  if (parts.targets === undefined) {
    throw new UnsupportedError(
      'sinkhorn.barycentricMap: expected the geometry of point clouds (the map is a mean of target points), got a matrix of costs; multiply transportPlan ' +
        'by the coordinates of the targets',
    );
  }
  return matmul(givenSource(parts, g), parts.targets);
}
