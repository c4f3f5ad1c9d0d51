import { type Operand, Traced } from '@monge/autodiff';
import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import {
  contiguous,
  DTypeError,
  type FloatData,
  type FloatDType,
  fromData,
  resultDtype,
  ShapeError,
} from '@monge/ndarray';

/** A loop over the elements of the leaves of one name: reads the inputs, and writes all of the outputs. */
export type Loop = (inputs: readonly FloatData[], outputs: readonly FloatData[], name: string) => void;

/**
 * Goes leaf by leaf through trees of one structure, and returns so many trees that the loop writes, in new memory. They have the structure, the shapes
 * and the element types of the first tree, in which the others are read. The names of the trees stand in the messages.
 *
 * @throws ShapeError when the trees differ in structure, or their leaves in shape.
 * @throws DTypeError for a leaf that is no array or number.
 */
export function sweep(
  caller: string,
  trees: Readonly<Record<string, unknown>>,
  count: number,
  loop: Loop,
): unknown[] {
  const [[title, model], ...others] = Object.entries(trees);
  const leaves = namedLeaves(model);
  const columns = others.map(([other, tree]) => column(other, tree, title, leaves.length, caller));
  const written = leaves.map(([name, leaf], at) => {
    const dtype = leaf instanceof Traced ? 'float64' : resultDtype(leaf);
    const { data, shape } = read(leaf, dtype, `${title}${suffix(name)}`, caller);
    const inputs = [data, ...columns.map((find) => find(at, name, dtype, shape))];
    const outputs = Array.from({ length: count }, () => allocate(dtype, data.length));
    loop(inputs, outputs, name);
    return outputs.map((output) => (typeof leaf === 'number' ? output[0] : fromData(output, shape)));
  });
  return Array.from({ length: count }, (_, k) => {
    let at = 0;
    return mapLeaves(() => written[at++][k], model);
  });
}

/** How the leaves of a tree that should be like the first are found. */
function column(
  title: string,
  tree: unknown,
  like: string,
  size: number,
  caller: string,
): (at: number, name: string, dtype: FloatDType, shape: readonly number[]) => FloatData {
  const leaves = namedLeaves(tree);
  if (leaves.length !== size) {
    throw new ShapeError(
      `${caller}: expected ${title} to be a tree like ${like}, with ${size} arrays or numbers, got ${leaves.length}`,
    );
  }
  return (at, name, dtype, shape) => {
    // In the same place, unless the keys are in another order.
    const [, leaf] = leaves[at][0] === name ? leaves[at] : (leaves.find(([other]) => other === name) ?? []);
    if (leaf === undefined) {
      const names = leaves.map(([other]) => other).join(', ');
      throw new ShapeError(
        `${caller}: expected ${title} to be a tree like ${like}, with ${name || 'one array'}, got ${names || 'one array'}`,
      );
    }
    const found = read(leaf, dtype, `${title}${suffix(name)}`, caller);
    if (found.shape.join() === shape.join()) return found.data;
    throw new ShapeError(
      `${caller}: expected ${title}${suffix(name)} of shape [${shape.join(', ')}], that of ${like}${suffix(name)}, got [${found.shape.join(', ')}]`,
    );
  };
}

function read(
  leaf: Operand,
  dtype: FloatDType,
  name: string,
  caller: string,
): { readonly data: FloatData; readonly shape: readonly number[] } {
  if (!(leaf instanceof Traced)) return contiguous(leaf, dtype, { name, caller });
  throw new DTypeError(
    `${caller}: expected ${name} to be an array or a number, got ${leaf.toString()}; call it outside the function that is differentiated`,
  );
}

function suffix(name: string): string {
  return name === '' ? '' : `.${name}`;
}

function allocate(dtype: FloatDType, length: number): FloatData {
  return dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
}
