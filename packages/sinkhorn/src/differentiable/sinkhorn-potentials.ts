import { concat, type Tensor } from '@monge/autodiff';
import { apart, potentialsValue, sourcesOf } from './internal/potentials.js';
import { transportFunction } from './internal/transport-function.js';
import { unrolled } from './internal/unrolled.js';
import type { DifferentiableOptions, TransportGeometry } from './options.js';

/**
 * The potentials f [n] and g [m], with ⟨a, f⟩ = ⟨b, g⟩, and the derivatives of the implicit function theorem.
 *
 * @throws as {@link transportCost} does.
 *
 * @example
 * ```ts
 * import { grad, slice, type Tensor } from '@monge/autodiff';
 * import { sinkhornPotentials } from '@monge/sinkhorn/differentiable';
 *
 * const first = (x: Tensor) => slice(sinkhornPotentials({ x, y: [0] }, { epsilon: 1 }).f, 0);
 * grad(first)([1, 3]); // → [1.5, -1.5]
 * ```
 */
export function sinkhornPotentials(
  geometry: TransportGeometry,
  options: DifferentiableOptions = {},
): { readonly f: Tensor; readonly g: Tensor } {
  let sources = 0;
  const packed = transportFunction(
    'sinkhornPotentials',
    geometry,
    options,
    (inputs, call) => {
      sources = sourcesOf(inputs);
      return potentialsValue(inputs, call);
    },
    unrolled((_, { f, g }) => {
      [sources] = f.shape;
      return concat([f, g]);
    }),
  );
  return apart(packed, sources);
}
