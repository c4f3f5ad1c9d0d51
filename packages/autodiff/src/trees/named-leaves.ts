import type { Operand } from '../core/operand.js';
import { flatten, isLeaf } from '../core/tree.js';

/** A leaf, and the keys and positions that lead to it, joined by dots: `layers.0.w`; '' where the tree is a leaf. */
export type NamedLeaf = readonly [name: string, leaf: Operand];

/**
 * The leaves of a tree with their names, in the order of {@link mapLeaves}.
 *
 * @throws DTypeError for what is neither a leaf nor a list or plain record of trees.
 * @example
 * namedLeaves({ layers: [{ w: [[1]], b: 2 }] }); // → [['layers.0.w', [[1]]], ['layers.0.b', 2]]
 */
export function namedLeaves(tree: unknown): readonly NamedLeaf[] {
  flatten(tree, 'tree', 'autodiff.namedLeaves');
  return named(tree, '');
}

function named(tree: unknown, name: string): readonly NamedLeaf[] {
  if (isLeaf(tree)) return [[name, tree]];
  return Object.entries(tree ?? {}).flatMap(([key, part]) =>
    named(part, name === '' ? key : `${name}.${key}`),
  );
}
