import { DTypeError, ShapeError } from '../errors.js';
import type { Nested, Strided } from '../strided.js';
import { describe } from './describe.js';
import { format, packedStride, sizeOf } from './shape.js';

/** Nested numbers as a new float64 array in C order; the first element of each level says how long that level is. */
export function flatten(nested: Nested, name: string, caller: string): Strided<Float64Array> {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  const data = new Float64Array(sizeOf(shape));
  const index: number[] = [];
  let next = 0;

  const fill = (level: unknown, depth: number): void => {
    if (depth === shape.length) {
      if (typeof level !== 'number') throw notANumber(level, name, caller, index);
      data[next++] = level;
      return;
    }
    if (!Array.isArray(level) || level.length !== shape[depth]) {
      const got = Array.isArray(level) ? `${level.length} elements` : describe(level);
      throw new ShapeError(
        `${caller}: expected rows of equal length in ${name} (the first ones make it ${format(shape)}), got ${got} at ${format(index)}`,
      );
    }
    for (let i = 0; i < level.length; i++) {
      index[depth] = i;
      fill(level[i], depth + 1);
    }
    index.length = depth;
  };

  fill(nested, 0);
  return { data, shape, stride: packedStride(shape), offset: 0 };
}

function notANumber(value: unknown, name: string, caller: string, index: number[]): Error {
  const where = `${caller}: expected numbers in ${name}, got ${describe(value)} at ${format(index)}`;
  // Deeper than the first element is a matter of shape; anything else, of type.
  return Array.isArray(value) ? new ShapeError(where) : new DTypeError(where);
}
