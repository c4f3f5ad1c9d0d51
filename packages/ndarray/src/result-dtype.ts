import type { FloatDType } from './dtype.js';
import type { ArrayInput, Operand, Strided } from './strided.js';

/**
 * The element type that arithmetic on these operands returns: float32 if every array among them is float32 (plain
 * numbers do not count), float64 otherwise. Integers count as float64, since the arithmetic is floating-point; so
 * do nested numbers.
 *
 * @example
 * resultDtype(new Float32Array(3), 2); // → 'float32'
 * resultDtype(new Float32Array(3), [1, 2, 3]); // → 'float64'
 */
export function resultDtype(...operands: readonly Operand[]): FloatDType {
  let result: FloatDType = 'float64';
  for (const operand of operands) {
    if (typeof operand === 'number') continue;
    if (!isFloat32(operand)) return 'float64';
    result = 'float32';
  }
  return result;
}

function isFloat32(input: ArrayInput): boolean {
  // What is no array at all is for the function that reads it to refuse.
  if (typeof input !== 'object' || input === null) return false;
  const data = 'data' in input ? input.data : input;
  return Symbol.toStringTag in data && data[Symbol.toStringTag] === 'Float32Array';
}

/**
 * The typed array behind a result of {@link resultDtype}, as far as the types of the operands (as a union) tell:
 * `Float64Array`, `Float32Array`, or either where they differ or are not known.
 */
export type ResultData<A extends Operand> = [FloatDataOf<A>] extends [never] ? Float64Array : FloatDataOf<A>;

type FloatDataOf<A extends Operand> = A extends number
  ? never
  : A extends Strided<infer D>
    ? Widened<D>
    : Widened<A>;

type Widened<A> = A extends Float32Array ? Float32Array : Float64Array;
