import type { Solution } from '../solution.js';
import { couplingAsSolved } from './internal/coupling.js';
import { sensitivitiesOf } from './internal/sensitivities-of.js';
import type { GradientOptions, Sensitivities } from './sensitivities.js';

/**
 * The gradient of the regularised cost, the minimum of ⟨P, C⟩ + ε KL(P | a ⊗ b), by the envelope theorem: at the minimum the plan and the potentials
 * count as constants, so that no linear system is solved,
 *
 *   ∂C_ij = P_ij,  ∂x_i = Σ_j P_ij ∇ₓc(x_i, y_j),  ∂a = f + ε(Σa − 1),  ∂b = g + ε(Σb − 1),  ∂ε = KL(P | a ⊗ b).
 *
 * For the squared Euclidean cost ∂x_i = 2 (a_i x_i − Σ_j P_ij y_j). Euclidean distances count as having the gradient 0 where points meet. As wrong as the
 * marginals of the plan are: solve to a threshold of the accuracy that is wanted. Nothing of size n·m is stored but by `cost()`. O(n·m·d).
 *
 * Source: Danskin 1967; Feydy et al. 2019, "Interpolating between optimal transport and MMD using Sinkhorn divergences", § 3.1.
 *
 * @example
 * ```ts
 * import { gradient, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([[0, 0], [1, 0]], [[0, 1], [2, 1]], { epsilon: 0.1, threshold: 1e-9 });
 * const { x } = gradient(solution);
 * x(); // → [[0.0, -1.0], [-1.0, -1.0]]
 * ```
 */
export function gradient(solution: Solution, { executor }: GradientOptions = {}): Sensitivities {
  const coupling = couplingAsSolved(solution, executor);
  const { f, g, mass } = coupling;
  const { epsilon, regularisedCost, cost } = solution;
  const unmatched = epsilon * (mass - 1);
  return sensitivitiesOf(coupling, undefined, {
    a: f.map((value) => value + unmatched),
    b: g.map((value) => value + unmatched),
    epsilon: () => (regularisedCost - cost) / epsilon,
  });
}
