import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { add, multiply, type NdArray } from '@monge/ndarray';
import { normals } from '../support/arrays.js';

/** A tree of parameters with other arrays of the same shapes; by default, with small random numbers added, so that none is 0. */
export function perturbed<P>(
  params: P,
  change: (name: string, leaf: NdArray) => NdArray = (name, leaf) =>
    add(leaf, multiply(normals(leaf.shape, name.length), 0.3)),
): P {
  const names = namedLeaves(params).map(([name]) => name);
  let at = 0;
  return mapLeaves((leaf: NdArray) => change(names[at++], leaf), params) as P;
}
