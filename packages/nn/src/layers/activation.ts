import {
  type Activation,
  gelu,
  linear,
  relu,
  sigmoid,
  silu,
  softplus,
  type Tensor,
  tanh,
} from '@monge/autodiff';
import { DomainError } from '@monge/ndarray';
import type { LinearParams } from './linear.js';

/** What a layer applies to its sums: one of autodiff's by name, or any function of arrays that keeps their shape. */
export type ActivationLike = Activation | ((sums: Tensor) => Tensor);

const functions: { readonly [A in Activation]: (sums: Tensor) => Tensor } = {
  none: (sums) => sums,
  relu,
  tanh,
  sigmoid,
  silu,
  gelu,
  softplus,
};

/** @throws DomainError for a name that is none. */
export function checkActivation(activation: ActivationLike, name: string, caller: string): void {
  if (typeof activation === 'function' || Object.hasOwn(functions, activation)) return;
  throw new DomainError(
    `${caller}: expected ${name} to be a function or one of ${Object.keys(functions).join(', ')}, got '${activation}'`,
  );
}

export function activate(sums: Tensor, activation: ActivationLike): Tensor {
  return typeof activation === 'function' ? activation(sums) : functions[activation](sums);
}

/** activation(x·w + b), at once where the activation has a name. */
export function activatedSums(x: Tensor, { w, b }: LinearParams, activation: ActivationLike): Tensor {
  return typeof activation === 'function' ? activation(linear(x, w, b)) : linear(x, w, b, activation);
}
