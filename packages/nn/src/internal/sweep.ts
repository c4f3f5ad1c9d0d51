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
import { donation } from './donation.js';

/** A loop over the elements of the leaves of one name, one of each tree: it changes those of the first trees, and reads the others. */
export type Loop = (leaves: readonly FloatData[], name: string) => void;

/** Trees by name; the names stand in the messages. */
type Trees = Readonly<Record<string, unknown>>;

/**
 * Goes leaf by leaf through trees of one structure, and returns the first `count` of them as the loop has changed them: copies, with the structure, the shapes and
 * the element types of the first tree, in which the others are read.
 *
 * The copies lie in new memory, or in that of trees of the same names that are given up for them. One may be given up for its own copy, and is changed in place then.
 *
 * @throws ShapeError when the trees differ in structure, or their leaves in shape: before anything is written.
 * @throws DTypeError for a leaf that is no array or number.
 */
export function sweep(caller: string, trees: Trees, count: number, loop: Loop, givenUp?: Trees): unknown[] {
  const [title, ...others] = Object.keys(trees);
  const model = trees[title];
  const leaves = namedLeaves(model);
  const find = (name: string, tree: unknown) => finder(name, tree, title, leaves.length, caller);
  const columns = others.map((other) => ({ other, leafOf: find(other, trees[other]) }));
  const changed = givenUp === undefined ? [] : [title, ...others].slice(0, count);
  const spares = changed.map((name) => find(`reuse.${name}`, givenUp?.[name]));
  const rows = leaves.map(([name, leaf], at) => {
    const dtype = leaf instanceof Traced ? 'float64' : resultDtype(leaf);
    const { data, shape } = read(leaf, dtype, `${title}${suffix(name)}`, caller);
    const rest = columns.map(({ other, leafOf }) => {
      const found = read(leafOf(at, name), dtype, `${other}${suffix(name)}`, caller);
      if (found.shape.join() === shape.join()) return found.data;
      throw new ShapeError(
        `${caller}: expected ${other}${suffix(name)} of shape [${shape.join(', ')}], that of ${title}${suffix(name)}, got [${found.shape.join(', ')}]`,
      );
    });
    return { name, leaf, shape, inputs: [data, ...rest], spare: spares.map((leafOf) => leafOf(at, name)) };
  });

  const { copyOf, close } = donation(
    rows.flatMap(({ inputs }) => inputs),
    caller,
  );
  try {
    const written = rows.map(({ name, leaf, shape, inputs, spare }) => {
      const data = inputs.map((input, k) => (k < count ? copyOf(input, spare[k]) : input));
      loop(data, name);
      const results = data.slice(0, count);
      return results.map((result) => (typeof leaf === 'number' ? result[0] : fromData(result, shape)));
    });
    return Array.from({ length: count }, (_, k) => {
      let at = 0;
      return mapLeaves(() => written[at++][k], model);
    });
  } finally {
    close();
  }
}

/** How the leaves of a tree that should be like the first are found. */
function finder(
  title: string,
  tree: unknown,
  like: string,
  size: number,
  caller: string,
): (at: number, name: string) => Operand {
  const leaves = namedLeaves(tree);
  if (leaves.length !== size) {
    throw new ShapeError(
      `${caller}: expected ${title} to be a tree like ${like}, with ${size} arrays or numbers, got ${leaves.length}`,
    );
  }
  return (at, name) => {
    // In the same place, unless the keys are in another order.
    const [, leaf] = leaves[at][0] === name ? leaves[at] : (leaves.find(([other]) => other === name) ?? []);
    if (leaf !== undefined) return leaf;
    const names = leaves.map(([other]) => other).join(', ');
    throw new ShapeError(
      `${caller}: expected ${title} to be a tree like ${like}, with ${name || 'one array'}, got ${names || 'one array'}`,
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
