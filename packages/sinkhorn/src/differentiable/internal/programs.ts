import {
  add,
  divide,
  dot,
  exp,
  expandDims,
  logSumExp,
  matmul,
  multiply,
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

/** −ε log Σ_j b_j exp((g_j − C_ij)/ε) */
export function sourcePotential({ costs, b, epsilon }: Parts, g: Tensor): Tensor {
  const exponents = divide(subtract(g, costs), epsilon);
  return multiply(multiply(-1, epsilon), logSumExp(exponents, { axis: 1, b }));
}

/** −ε log Σ_i a_i exp((f_i − C_ij)/ε) */
export function targetPotential({ costs, a, epsilon }: Parts, f: Tensor): Tensor {
  const exponents = divide(subtract(expandDims(f, 1), costs), epsilon);
  return multiply(multiply(-1, epsilon), logSumExp(exponents, { axis: 0, b: expandDims(a, 1) }));
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
  return multiply(parts.b, density(parts, { f: sourcePotential(parts, g), g }));
}

/** L, [n, m]: the distribution of the source given the target, of which the columns sum to one. */
export function givenTarget(parts: Parts, f: Tensor): Tensor {
  return multiply(expandDims(parts.a, 1), density(parts, { f, g: targetPotential(parts, f) }));
}

/** ⟨a, f⟩ + ⟨b, g⟩ − ε (Σ P − Σa Σb) */
export function dualCost(parts: Parts, potentials: PotentialTensors): Tensor {
  const { a, b, epsilon } = parts;
  const excess = subtract(sum(planOf(parts, potentials)), multiply(sum(a), sum(b)));
  return subtract(add(dot(a, potentials.f), dot(b, potentials.g)), multiply(epsilon, excess));
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
