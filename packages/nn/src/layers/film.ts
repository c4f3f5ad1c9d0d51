import { add, multiply, type Operand, reshape, slice, type Tensor } from '@monge/autodiff';
import { type FloatDType, ShapeError } from '@monge/ndarray';
import { zeros } from '../initialisers/constant.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { type LinearParams, linear } from './linear.js';

/** Options of {@link film}. */
export interface FilmOptions {
  /** Features, or channels, of x. */
  readonly features: number;
  /** Features of the condition. */
  readonly condition: number;
  /** Of the weights. Default: {@link zeros}, so that the layer begins as the identity. */
  readonly initialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** What is modulated, and by what. */
export interface FilmInput {
  /** [...batch, ..., features]. */
  readonly x: Operand;
  /** [...batch, condition], the same for all places of an example. */
  readonly condition: Operand;
}

/**
 * Feature-wise linear modulation, of [...batch, ..., features]: (1 + γ)·x + β, where [γ, β] = condition·w + b are a number each for every
 * feature of every example.
 *
 * Source: Perez et al., FiLM: visual reasoning with a general conditioning layer (AAAI 2018), eq. 2, with 1 + γ for γ as in its section
 * 7.2.
 *
 * @throws DomainError when a size is not a positive integer.
 * @throws ShapeError (from `apply`) when the batches differ, or the numbers of features are not those.
 * @example
 * const layer = film({ features: 3, condition: 2 });
 * layer.apply(layer.init(0), { x: [[1, 2, 3]], condition: [[1, 0]] }); // → [[1, 2, 3]]
 */
export function film({
  features,
  condition,
  initialiser = zeros,
  dtype = 'float32',
}: FilmOptions): Layer<LinearParams, FilmInput> {
  const caller = 'nn.film';
  checkSize(features, 'features', 'those of x', caller);
  checkSize(condition, 'condition', 'the features of the condition', caller);
  const modulation = linear({ inputs: condition, outputs: 2 * features, initialiser, dtype });
  return {
    init: modulation.init,
    apply(params, input) {
      const x = readFeatures(input.x, features, params.w, 'x', caller);
      const given = readFeatures(input.condition, condition, params.w, 'condition', caller);
      const shape = besides(x.shape, given.shape, caller);
      const both = reshape(modulation.apply(params, given), [...shape, 2 * features]);
      return modulated(x, both);
    },
  };
}

/** (1 + γ)·x + β, where the last axis of `both` has γ first and then β. */
export function modulated(x: Tensor, both: Tensor): Tensor {
  const features = x.shape[x.shape.length - 1];
  const leading = both.shape.slice(1).map(() => null);
  const gamma = slice(both, ...leading, [0, features]);
  const beta = slice(both, ...leading, [features, 2 * features]);
  return add(multiply(x, add(gamma, 1)), beta);
}

/** The batch, with an axis of length 1 for every further one that x has. */
function besides(x: readonly number[], condition: readonly number[], caller: string): readonly number[] {
  const batch = condition.slice(0, -1);
  if (x.length <= batch.length || batch.some((length, axis) => length !== x[axis])) {
    throw new ShapeError(
      `${caller}: expected a condition of shape [...batch, condition] for x of shape [...batch, ..., features], got [${condition.join(', ')}] for [${x.join(', ')}]`,
    );
  }
  return [...batch, ...x.slice(batch.length, -1).map(() => 1)];
}
