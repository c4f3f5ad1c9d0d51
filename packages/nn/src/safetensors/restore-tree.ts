import type { Traced } from '@monge/autodiff';
import { mapLeaves } from '@monge/autodiff/trees';
import {
  asStrided,
  type DataFor,
  DTypeError,
  dtypeOf,
  type NdArray,
  type Operand,
  ShapeError,
} from '@monge/ndarray';
import type { Safetensors } from './decode-safetensors.js';
import { namedArrays } from './named-arrays.js';

/** A tree with arrays for its arrays, and numbers for its numbers. */
export type Restored<T> = T extends number
  ? number
  : T extends Traced
    ? never
    : T extends Operand
      ? NdArray<DataFor<T>>
      : T extends null | undefined
        ? T
        : { [K in keyof T]: Restored<T[K]> };

const caller = 'nn.restoreTree';

/**
 * Arrays by name, as {@link decodeSafetensors} returns them, in the structure of a tree: the way back from {@link encodeSafetensors}. `like` says the
 * structure, the shapes and the element types; its values do not matter, so that `layer.init(0)` will do. Where it has a number, so has
 * the result. The arrays are those of `tensors`, not copies.
 *
 * @throws ShapeError when an array is missing, has another shape than in `like`, or has no place there. What is not wanted can be left out of the
 * record `tensors` before.
 * @throws DTypeError when an array has another element type; `array(x, { dtype })` of `@monge/ndarray` converts.
 * @throws DomainError when two leaves of `like` have the same name.
 * @example
 * const { tensors } = decodeSafetensors(encodeSafetensors({ step: 7, layers: [{ w: [[1, 2]] }] }));
 * restoreTree(tensors, { step: 0, layers: [{ w: [[0, 0]] }] }); // → { step: 7, layers: [{ w: [[1, 2]] }] }
 */
export function restoreTree<T>(tensors: Safetensors['tensors'], like: T): Restored<T> {
  const names = namedArrays(like, caller).map(([name]) => name);
  const known = new Set(names);
  const missing = names.filter((name) => !Object.hasOwn(tensors, name));
  const unknown = Object.keys(tensors).filter((name) => !known.has(name));
  if (missing.length > 0 || unknown.length > 0) {
    throw new ShapeError(
      `${caller}: expected the arrays that like has, got ${[...list('none called', missing), ...list('besides', unknown)].join(', and ')}`,
    );
  }
  let at = 0;
  return mapLeaves((leaf: Operand) => {
    const name = names[at++];
    return restore(name, tensors[name], leaf);
  }, like) as Restored<T>;
}

function list(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).map((name) => `'${name}'`);
  return [`${what} ${shown.join(', ')}${names.length > shown.length ? ` … (${names.length})` : ''}`];
}

function restore(name: string, tensor: NdArray, like: Operand): NdArray | number {
  const { data, shape } = asStrided(like, `like '${name}'`, caller);
  const [expected, got] = [shape, tensor.shape].map((lengths) => `[${lengths.join(', ')}]`);
  if (expected !== got)
    throw new ShapeError(`${caller}: expected '${name}' of shape ${expected}, as in like, got ${got}`);
  const dtype = dtypeOf(data);
  if (tensor.dtype !== dtype) {
    throw new DTypeError(
      `${caller}: expected '${name}' to be ${dtype}, as in like, got ${tensor.dtype}; convert it with array(x, { dtype: '${dtype}' })`,
    );
  }
  return typeof like === 'number' ? tensor.get() : tensor;
}
