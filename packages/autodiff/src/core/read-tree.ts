import { ShapeError } from '@monge/ndarray';
import { castValue } from '../ops/shape/cast.js';
import { type Dense, denseOf, dtypeOfDense, shapeOf } from './dense.js';
import { type Operand, readOperand } from './operand.js';
import { plainOf, Traced, type Value } from './traced.js';
import { type Flat, flatten, flattenList } from './tree.js';

/** The arguments of a function, or its results, taken apart and read. */
export interface ReadTree {
  readonly leaves: readonly Operand[];
  readonly values: readonly Value[];
  /** The same tree with other leaves. */
  rebuild(leaves: readonly unknown[]): unknown;
  /**
   * The leaves of derivatives: of a tree like this one, with leaves of the same shapes, which take on the same element types. Parts that are
   * undefined are zero.
   */
  readDerivatives(tree: unknown, name: string, caller: string): (Value | undefined)[];
}

export function readArguments(args: readonly unknown[], caller: string): ReadTree {
  return read(
    flattenList(args, (k) => `argument ${k + 1}`, caller),
    'an argument',
    caller,
  );
}

export function readTree(tree: unknown, name: string, caller: string): ReadTree {
  return read(flatten(tree, name, caller), name, caller);
}

export function readResults(result: unknown, caller: string): ReadTree {
  return readTree(result, 'the result of the function', caller);
}

function read(flat: Flat, name: string, caller: string): ReadTree {
  const values = flat.leaves.map((leaf) => readOperand(leaf, name, caller));
  return {
    leaves: flat.leaves,
    values,
    rebuild: (leaves) => flat.rebuild(leaves),
    readDerivatives: (tree, of, user) =>
      flat.match(tree, of, user).map((leaf, k) => {
        return leaf === undefined
          ? undefined
          : derivativeOf(values[k], readOperand(leaf, of, user), of, user);
      }),
  };
}

/** A derivative in the shape and element type of what it belongs to. */
function derivativeOf(value: Value, derivative: Value, name: string, caller: string): Value {
  const [like, plain] = [plainOf(value), plainOf(derivative)];
  const [expected, got] = [like, plain].map((each) => `[${shapeOf(each).join(', ')}]`);
  if (expected !== got) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape ${expected}, that of what it belongs to, got ${got}`,
    );
  }
  if (typeof like === 'number')
    return typeof derivative === 'number' || derivative instanceof Traced ? derivative : derivative.data[0];
  const dtype = dtypeOfDense(like);
  const array: Dense | Traced = derivative instanceof Traced ? derivative : denseOf(derivative);
  return dtypeOfDense(denseOf(plain)) === dtype ? array : castValue(array, dtype);
}
