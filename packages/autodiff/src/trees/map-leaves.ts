import type { Operand } from '../core/operand.js';
import { flatten } from '../core/tree.js';

/** A tree with other leaves. */
export type WithLeaves<T, U> = T extends Operand
  ? U
  : T extends null | undefined
    ? T
    : { [K in keyof T]: WithLeaves<T[K], U> };

/**
 * The same tree with f(leaf) for each leaf, or f(leaf, …) of the corresponding leaves of several trees of one structure. Leaves are numbers and
 * arrays; `[1, 2]` is one array, not two numbers.
 *
 * @throws ShapeError when the structures differ.
 * @throws DTypeError for what is neither a leaf nor a list or plain record of trees.
 * @example
 * mapLeaves((x: number, y: number) => x + y, { a: 1, b: { c: 2 } }, { a: 10, b: { c: 20 } }); // → { a: 11, b: { c: 22 } }
 */
export function mapLeaves<T, U>(
  f: (...leaves: never[]) => U,
  tree: T,
  ...others: readonly unknown[]
): WithLeaves<T, U> {
  const caller = 'autodiff.mapLeaves';
  const flat = flatten(tree, 'the first tree', caller);
  const columns = others.map((other, k) => flat.match(other, `tree ${k + 2}`, caller));
  const mapped = flat.leaves.map((leaf, at) =>
    f(...([leaf, ...columns.map((column) => column[at])] as never[])),
  );
  return flat.rebuild(mapped) as WithLeaves<T, U>;
}
