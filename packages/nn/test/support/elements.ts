import { namedLeaves } from '@monge/autodiff/trees';
import type { NdArray } from '@monge/ndarray';

/** All numbers of a tree, in order. */
export const elements = (tree: unknown): number[] =>
  namedLeaves(tree).flatMap(([, leaf]) =>
    typeof leaf === 'number' ? [leaf] : Array.isArray(leaf) ? leaf : [...(leaf as NdArray).data],
  );
