import type { Tensor } from '@monge/autodiff';
import { bind } from '@monge/autodiff/primitive';
import { transportVjp } from '../gradients/transport-vjp.js';
import { mapOf } from './internal/programs.js';
import { transportFunction } from './internal/transport-function.js';
import { transportPrimitive } from './internal/transport-primitive.js';
import { unrolled } from './internal/unrolled.js';
import type { DifferentiableOptions, TransportGeometry } from './options.js';

const primitive = /* @__PURE__ */ transportPrimitive({
  name: 'barycentricMap',
  of: (solution) => solution.transport(),
  vjp: transportVjp,
  program: mapOf,
  potentials: 'implicit',
});

/**
 * Where each source point goes on average, T_i = Σ_j P_ij y_j / a_i, [n, d]: `transport()` of the solution, on the sphere for great circles, with the derivatives of the implicit
 * function theorem.
 *
 * @throws as {@link transportCost} does; {UnsupportedError} for a matrix of costs.
 *
 * @example
 * ```ts
 * import { jvp, type Tensor } from '@monge/autodiff';
 * import { barycentricMap } from '@monge/sinkhorn/differentiable';
 *
 * const map = (y: Tensor) => barycentricMap({ x: [0, 1], y }, { epsilon: 0.1, threshold: 1e-12 });
 * // The targets moved together take it with them.
 * jvp(map, [[0.5, 2]], [[1, 1]])[1]; // → [[1.0], [1.0]]
 * ```
 */
export function barycentricMap(geometry: TransportGeometry, options: DifferentiableOptions = {}): Tensor {
  return transportFunction(
    'barycentricMap',
    geometry,
    options,
    (inputs, call) => bind(primitive, inputs, call),
    unrolled(mapOf),
  );
}
