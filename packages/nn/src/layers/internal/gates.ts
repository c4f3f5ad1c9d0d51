import { slice, type Tensor } from '@monge/autodiff';
import { concat, type FloatData, type FloatDType, type NdArray } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import type { Initialiser } from '../../initialisers/initialiser.js';

/** The weights of several gates side by side, each drawn as a matrix of its own: [inputs, gates · features]. */
export function gateWeights(
  initialiser: Initialiser,
  key: KeyLike,
  [inputs, gates, features]: readonly [inputs: number, gates: number, features: number],
  dtype: FloatDType,
): NdArray<FloatData> {
  const blocks = split(key, gates).map((child) => initialiser(child, [inputs, features], { dtype }));
  return concat(blocks, { axis: 1 });
}

/** Gates `from` to `to` − 1 of some that lie side by side on the last axis. */
export function gatesOf(x: Tensor, features: number, from: number, to = from + 1): Tensor {
  const leading = x.shape.slice(1).map(() => null);
  return slice(x, ...leading, [from * features, to * features]);
}
