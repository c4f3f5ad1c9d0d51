import { type ArrayInput, contiguous, ShapeError } from '@monge/ndarray';

/** A cotangent of a given shape, in float64; zeros if there is none. */
export function readCotangent(
  input: ArrayInput | undefined,
  expected: readonly number[],
  name: string,
  of: string,
  caller: string,
): Float64Array {
  if (input === undefined) return new Float64Array(expected.reduce((size, length) => size * length, 1));
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== expected.length || shape.some((length, k) => length !== expected[k])) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${expected.join(', ')}] (cotangent of ${of}), got [${shape.join(', ')}]`,
    );
  }
  return data;
}
