import type { SinkhornDivergence } from '../divergence/divergence.js';
import { rhoOf } from '../internal/relaxation.js';
import { sum } from '../internal/sums.js';
import type { Solution } from '../solution.js';
import { couplingAsSolved } from './internal/coupling.js';
import { divergenceSensitivities } from './internal/divergence-sensitivities.js';
import { sensitivitiesOf } from './internal/sensitivities-of.js';
import { weightDerivatives } from './internal/weight-derivatives.js';
import type { DivergenceSensitivities, GradientOptions, Sensitivities } from './sensitivities.js';

/**
 * The gradient of the regularised cost, the minimum of ⟨P, C⟩ + ε KL(P | a ⊗ b), by the envelope theorem: at the minimum the plan and the potentials
 * count as constants, so that no linear system is solved,
 *
 *   ∂C_ij = P_ij,  ∂x_i = Σ_j P_ij ∇ₓc(x_i, y_j),  ∂a = f + ε(Σb − 1),  ∂b = g + ε(Σa − 1),  ∂ε = KL(P | a ⊗ b).
 *
 * Where a marginal may give way, ∂a = (ρ + ε)(1 − exp(−f/ρ)) + ε(Σb − 1), and ∂ε, at given τ, counts what the marginals cost as well. Or the gradient of a Sinkhorn divergence, from those
 * of its three costs. For the squared Euclidean cost ∂x_i = 2 (p_i x_i − Σ_j P_ij y_j), p the row sums of P. Euclidean distances count as having the gradient 0 where points
 * meet. As wrong as the marginals of the plan are: solve to a threshold of the accuracy that is wanted. Nothing of size n·m is stored but by `cost()`. O(n·m·d).
 *
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 *
 * Source: Danskin 1967; Feydy et al. 2019, "Interpolating between optimal transport and MMD using Sinkhorn divergences", § 3.1.
 *
 * @example
 * ```ts
 * import { gradient, sinkhorn, sinkhornDivergence } from '@monge/sinkhorn';
 *
 * const [x, y] = [[[0, 0], [1, 0]], [[0, 1], [2, 1]]];
 * gradient(sinkhorn(x, y, { epsilon: 0.1, threshold: 1e-9 })).x(); // → [[0.0, -1.0], [-1.0, -1.0]]
 *
 * // Towards y, by as much as each point is off.
 * const shifted = sinkhornDivergence(x, [[3, 0], [4, 0]], { threshold: 1e-9 });
 * gradient(shifted).x(); // → [[-3.0, 0.0], [-3.0, 0.0]]
 * ```
 */
export function gradient(solution: Solution, options?: GradientOptions): Sensitivities;
export function gradient(divergence: SinkhornDivergence, options?: GradientOptions): DivergenceSensitivities;
export function gradient(
  of: Solution | SinkhornDivergence,
  options: GradientOptions = {},
): Sensitivities | DivergenceSensitivities {
  if (!('xy' in of)) return ofCost(of, options);
  const { xy, xx, yy } = of;
  return divergenceSensitivities(xy.problem, {
    xy: ofCost(xy, options),
    xx: ofCost(xx, options),
    yy: ofCost(yy, options),
  });
}

function ofCost(solution: Solution, { executor }: GradientOptions): Sensitivities {
  const coupling = couplingAsSolved(solution, 'sinkhorn.gradient', executor);
  const { problem, regularisedCost, cost } = solution;
  const { a, b, epsilon, tauA, tauB } = problem;
  const { f, g } = coupling.potentials;
  return sensitivitiesOf(coupling, undefined, {
    a: weightDerivatives(f, sum(b), epsilon, rhoOf(tauA, epsilon)),
    b: weightDerivatives(g, sum(a), epsilon, rhoOf(tauB, epsilon)),
    epsilon: () => (regularisedCost - cost) / epsilon,
  });
}
