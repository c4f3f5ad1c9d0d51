import type { Tensor } from '@monge/autodiff';
import { bind } from '@monge/autodiff/primitive';
import { planVjp } from '../gradients/plan-vjp.js';
import { planOf } from './internal/programs.js';
import { transportFunction } from './internal/transport-function.js';
import { transportPrimitive } from './internal/transport-primitive.js';
import { unrolled } from './internal/unrolled.js';
import type { DifferentiableOptions, TransportGeometry } from './options.js';

const primitive = /* @__PURE__ */ transportPrimitive({
  name: 'transportPlan',
  of: (solution) => solution.plan(),
  vjp: planVjp,
  program: planOf,
  potentials: 'implicit',
});

/**
 * The plan P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε), [n, m], with the derivatives of the implicit function theorem.
 *
 * @throws as {@link transportCost} does.
 *
 * @example
 * ```ts
 * import { grad, multiply, sum, type Tensor } from '@monge/autodiff';
 * import { transportPlan } from '@monge/sinkhorn/differentiable';
 *
 * const options = { epsilon: 1, threshold: 1e-12 };
 * const diagonal = (costs: Tensor) => sum(multiply(transportPlan({ costs }, options), [[1, 0], [0, 1]]));
 * grad(diagonal)([[0, 1], [1, 0]]); // → [[-0.09831, 0.09831], [0.09831, -0.09831]]
 * ```
 */
export function transportPlan(geometry: TransportGeometry, options: DifferentiableOptions = {}): Tensor {
  return transportFunction(
    'transportPlan',
    geometry,
    options,
    (inputs, call) => bind(primitive, inputs, call),
    unrolled(planOf),
  );
}
