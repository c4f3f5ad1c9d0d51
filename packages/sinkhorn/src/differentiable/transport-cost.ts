import type { Tensor } from '@monge/autodiff';
import { bind } from '@monge/autodiff/primitive';
import { costPrimitive } from './internal/cost-primitive.js';
import { dualCost } from './internal/programs.js';
import { transportFunction } from './internal/transport-function.js';
import { unrolled } from './internal/unrolled.js';
import type { DifferentiableOptions, TransportGeometry } from './options.js';

/**
 * The regularised cost of transport, min ⟨P, C⟩ + ε KL(P | a ⊗ b), and what marginals cost that may give way, a number: the `dualCost` of the solution. Its gradient is that of `gradient`, by the
 * envelope theorem; second and further derivatives go through those of the potentials.
 *
 * The gradient stores no n·m numbers; other derivatives do. They are as good as the solution: give a `threshold` of the accuracy that is wanted. By weights
 * they are those along changes that keep Σa = Σb, where both marginals have to be met.
 *
 * @throws {ShapeError} and {DomainError} as `pointCloud`, `denseCost`, `linearProblem` and `solve` do.
 * @throws {MongeError} with code 'notConverged' when a linear system is not solved, or the solve diverged.
 * @throws {UnsupportedError} for derivatives of higher order, or in forward mode, of costs other than squared Euclidean, Euclidean and cosine.
 *
 * @example
 * ```ts
 * import { grad, type Tensor } from '@monge/autodiff';
 * import { transportCost } from '@monge/sinkhorn/differentiable';
 *
 * const y = [[0, 1], [2, 1]];
 * const loss = (x: Tensor) => transportCost({ x, y }, { epsilon: 0.1, threshold: 1e-9 });
 * grad(loss)([[0, 0], [1, 0]]); // → [[0.0, -1.0], [-1.0, -1.0]]
 * ```
 */
export function transportCost(geometry: TransportGeometry, options: DifferentiableOptions = {}): Tensor {
  return transportFunction(
    'transportCost',
    geometry,
    options,
    (inputs, call) => bind(costPrimitive, inputs, call),
    unrolled(dualCost),
  );
}
