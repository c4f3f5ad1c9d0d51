import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import { resolveAxis } from '../internal/axes.js';
import { join } from '../internal/join.js';
import { format, sameShape } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput } from '../strided.js';
import type { JoinOptions } from './concat.js';
import type { JoinedData } from './joined-data.js';

/**
 * Arrays of one shape along a new axis, which is number `axis` of the result (the first by default). The element type
 * is theirs if they all have the same one, float64 otherwise. O(size of the result).
 *
 * @throws ShapeError when there are no arrays, or their shapes differ.
 * @throws DomainError when the axis is outside [−rank − 1, rank + 1).
 * @example
 * stack([[1, 2], [3, 4]]); // → [[1, 2], [3, 4]]
 * stack([[1, 2], [3, 4]], { axis: -1 }); // → [[1, 3], [2, 4]]
 */
export function stack<A extends ArrayInput>(
  arrays: readonly A[],
  options?: JoinOptions,
): NdArray<JoinedData<A>>;
export function stack(arrays: readonly ArrayInput[], { axis = 0 }: JoinOptions = {}): NdArray {
  const caller = 'ndarray.stack';
  const views = arrays.map((each, k) => asStrided(each, `arrays[${k}]`, caller));
  if (views.length === 0) throw new ShapeError(`${caller}: expected at least one array, got none`);
  const { shape } = views[0];
  const along = resolveAxis(axis, shape.length + 1, caller);
  const slabs = views.map((view, k) => {
    if (!sameShape(view.shape, shape)) {
      throw new ShapeError(
        `${caller}: expected arrays[${k}] of shape ${format(shape)} (that of arrays[0]), got ${format(view.shape)}`,
      );
    }
    const { data, stride, offset } = view;
    return { data, shape: shape.toSpliced(along, 0, 1), stride: stride.toSpliced(along, 0, 0), offset };
  });
  return join(slabs, along);
}
