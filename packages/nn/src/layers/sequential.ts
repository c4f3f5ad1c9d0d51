import type { Tensor } from '@monge/autodiff';
import { DomainError } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import type { Arrays, Layer, ParamsOf } from '../layer.js';

/** One after another: a layer, or a function without parameters such as an activation. */
export type Stage<X> =
  | { readonly init: (key: KeyLike) => unknown; readonly apply: (params: never, x: X) => Tensor }
  | ((x: X) => Tensor);

/** The parameters of stages, in order, and null for a function. */
export type StageParams<S extends readonly unknown[]> = { readonly [K in keyof S]: ParamsOf<S[K]> };

/** What the first stage takes. */
export type StageInput<S extends readonly unknown[]> = S[0] extends (x: infer X) => unknown
  ? X
  : S[0] extends { readonly apply: (params: never, x: infer X) => unknown }
    ? X
    : never;

/**
 * Layers and functions one after another. The parameters are a list, of those of each layer, with null for a function.
 *
 * @throws DomainError when there are none.
 * @example
 * import { tanh } from '@monge/autodiff';
 *
 * const net = sequential([linear({ inputs: 2, outputs: 16 }), tanh, layerNorm({ features: 16 }), linear({ inputs: 16, outputs: 1 })]);
 * const [first, none] = net.init(0);
 * first.w.shape; // → [2, 16]
 * none; // → null
 * net.apply(net.init(0), [[1, 2]]).shape; // → [1, 1]
 */
export function sequential<const S extends readonly [first: Stage<never>, ...rest: Stage<Tensor>[]]>(
  stages: S,
): Layer<StageParams<S>, StageInput<S>> {
  if (stages.length < 1) throw new DomainError('nn.sequential: expected at least one layer, got none');
  return {
    init(key) {
      const made: unknown = split(key, stages.length).map((child, k) => {
        const stage = stages[k];
        return typeof stage === 'function' ? null : stage.init(child);
      });
      return made as Arrays<StageParams<S>>;
    },
    // The compiler cannot follow the types along the list: the signature has checked them.
    apply(params, x) {
      const through = (value: unknown, stage: Stage<never>, k: number) =>
        typeof stage === 'function'
          ? stage(value as never)
          : stage.apply((params as readonly unknown[])[k] as never, value as never);
      return stages.reduce<unknown>(through, x) as Tensor;
    },
  };
}
