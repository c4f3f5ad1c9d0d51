import type { Tensor } from '@monge/autodiff';
import { bind } from '@monge/autodiff/primitive';
import { fromData } from '@monge/ndarray';
import { gradient } from '../gradients/gradient.js';
import { dualCost } from './internal/programs.js';
import { scaledSensitivities } from './internal/scaled-sensitivities.js';
import { transportFunction } from './internal/transport-function.js';
import { transportPrimitive } from './internal/transport-primitive.js';
import type { DifferentiableOptions, TransportGeometry } from './options.js';

const primitive = /* @__PURE__ */ transportPrimitive({
  name: 'transportCost',
  of: (solution) => fromData(Float64Array.of(solution.dualCost), []),
  vjp: (solution, { data }, options) => scaledSensitivities(gradient(solution, options), data[0]),
  program: dualCost,
  potentials: 'constant',
});

/**
 * The regularised cost of transport, min ⟨P, C⟩ + ε KL(P | a ⊗ b), a number: the `dualCost` of the solution. Its gradient is that of `gradient`, by the
 * envelope theorem; second and further derivatives go through those of the potentials.
 *
 * The gradient stores no n·m numbers; other derivatives do. They are as good as the solution: give a `threshold` of the accuracy that is wanted. By weights
 * they are those along changes that keep Σa = Σb.
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
    (inputs, call) => bind(primitive, inputs, call),
    dualCost,
  );
}
