import { contiguous } from '../contiguous.js';
import { dtypeOf } from '../dtype-of.js';
import { DomainError } from '../errors.js';
import type { Strided } from '../strided.js';
import { format } from './shape.js';

/**
 * Indices on an axis of `x`, counted from the front, in C order.
 *
 * @throws DomainError unless they are integers in [−length, length).
 */
export function resolveIndices(indices: Strided, x: Strided, axis: number, caller: string): Int32Array {
  const length = x.shape[axis];
  const { data: given } = contiguous(indices, dtypeOf(indices.data));
  const resolved = new Int32Array(given.length);
  for (let i = 0; i < given.length; i++) {
    const index = given[i];
    const fromFront = index < 0 ? index + length : index;
    resolved[i] = fromFront;
    if (resolved[i] === fromFront && fromFront >= 0 && fromFront < length) continue;
    throw new DomainError(
      `${caller}: expected indices in [${-length}, ${length}) (those of axis ${axis} of x, of shape ${format(x.shape)}), got ${index}`,
    );
  }
  return resolved;
}
