import type { Executor } from '@monge/ndarray';
import type { Potentials } from '../../internal/iteration.js';
import { rhoOf } from '../../internal/relaxation.js';
import { dot, sum } from '../../internal/sums.js';
import type { GromovSolution } from '../gromov-solution.js';
import type { GromovTransport } from '../gromov-transport.js';
import { entropyFrom, penaltiesOf } from './objective.js';
import { spacesOf } from './space.js';
import { tensorProduct } from './tensor-product.js';

/** Derivatives by the weights of either side. */
export interface WeightCotangents {
  /** [n] */
  readonly a: Float64Array;
  /** [m] */
  readonly b: Float64Array;
}

/** Without regularisation: the potentials of the linear problem. */
export function weightsOfTransport({ f, g, problem }: GromovTransport): WeightCotangents {
  return evenly(problem, f.data.slice(), g.data.slice());
}

/**
 * With M the mass of the plan and S = Σ_terms ρ ∫ log(dR/dS) dR: for a marginal that has to be met M f + ε (ΣaΣb² − M), and S to one of those; for
 * one that may give way ε ΣaΣb² + ρ Σa − (ε + ρ) M exp(−f/ρ), as p = a exp(−f/ρ).
 */
export function weightsOfSolution(
  solution: GromovSolution,
  plan: Float64Array,
  executor: Executor,
): WeightCotangents {
  const { problem, linear, mass } = solution;
  const { a, b, epsilon, tauA, tauB } = problem;
  const [massA, massB] = [sum(a), sum(b)];
  const balanced = tauA === 1 && tauB === 1;
  const { f, g } = balanced ? potentialsAt(solution, plan, executor) : { f: linear.f.data, g: linear.g.data };
  const entropy = entropyFrom(penaltiesOf(problem), linear.regularisedCost - linear.cost, mass);
  const by = (potential: Float64Array, tau: number, own: number, other: number, extra: number) => {
    const rho = rhoOf(tau, epsilon);
    const product = epsilon * own * other ** 2;
    return tau === 1
      ? potential.map((value) => mass * value + extra + product - epsilon * mass)
      : potential.map((value) => product + rho * own - (epsilon + rho) * mass * Math.exp(-value / rho));
  };
  const byA = by(f, tauA, massA, massB, entropy);
  const byB = by(g, tauB, massB, massA, tauA === 1 ? 0 : entropy);
  return balanced ? evenly(problem, byA, byB) : { a: byA, b: byB };
}

/** The potentials for the costs at the plan, from those of a linear problem whose costs may differ by terms of one side alone. */
function potentialsAt(
  { problem, linear, mass }: GromovSolution,
  plan: Float64Array,
  executor: Executor,
): Potentials {
  const { a, b, alpha, features } = problem;
  const [n, m] = [a.length, b.length];
  const tensor = tensorProduct(spacesOf(problem, executor), plan, n, m);
  const [own, given] = [new Float64Array(m), new Float64Array(m)];
  /** By how much the costs of a source differ from those of the linear problem. */
  const differences = (i: number, out: Float64Array) => {
    features?.costRow(i, own);
    linear.problem.geometry.costRow(i, given);
    for (let j = 0; j < m; j++) {
      out[j] = (2 * alpha * tensor[i * m + j] + (1 - alpha) * own[j]) / mass - given[j];
    }
    return out;
  };
  const first = differences(0, new Float64Array(m));
  const row = new Float64Array(m);
  return {
    f: linear.f.data.map((value, i) => value + differences(i, row)[0]),
    g: linear.g.data.map((value, j) => value + first[j] - first[0]),
  };
}

/** The constant that is free between the two fixed by ⟨a, ∂a⟩ = ⟨b, ∂b⟩. */
function evenly(weights: WeightCotangents, a: Float64Array, b: Float64Array): WeightCotangents {
  const shift = (dot(weights.a, a) - dot(weights.b, b)) / (2 * sum(weights.a));
  return { a: a.map((value) => value - shift), b: b.map((value) => value + shift) };
}
