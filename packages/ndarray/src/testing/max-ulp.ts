import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { ShapeError } from '../errors.js';
import { convert } from '../internal/convert.js';
import { format, sameShape } from '../internal/shape.js';
import type { Operand } from '../strided.js';

/**
 * The largest distance between corresponding elements in units in the last place: how many floating-point numbers
 * one steps over to get from one to the other. Those are float32 numbers where both arrays are float32, and float64
 * numbers otherwise. Two NaN are 0 apart, NaN and a number infinitely far, −0 and 0 nothing.
 *
 * @throws ShapeError when the shapes differ.
 * @example
 * maxUlp([1, 2], [1, 2 + 2 * Number.EPSILON]); // → 1
 */
export function maxUlp(actual: Operand, expected: Operand): number {
  const a = asStrided(actual, 'actual', 'testing.maxUlp');
  const b = asStrided(expected, 'expected', 'testing.maxUlp');
  if (!sameShape(a.shape, b.shape)) {
    throw new ShapeError(
      `testing.maxUlp: expected shape ${format(b.shape)} (that of expected), got ${format(a.shape)}`,
    );
  }
  const single = dtypeOf(a.data) === 'float32' && dtypeOf(b.data) === 'float32';
  const dtype = single ? 'float32' : 'float64';
  const x = convert(a, dtype, 'actual', 'testing.maxUlp');
  const y = convert(b, dtype, 'expected', 'testing.maxUlp');
  const rank = single ? rankOfSingle : rankOfDouble;
  let most = 0;
  x.forEach((value, i) => {
    most = Math.max(most, distance(value, y[i], rank));
  });
  return most;
}

function distance(a: number, b: number, rank: (x: number) => bigint): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) === Number.isNaN(b) ? 0 : Infinity;
  const steps = rank(a) - rank(b);
  return Number(steps < 0n ? -steps : steps);
}

// The bits of a positive floating-point number, read as an integer, count the numbers between it and 0.

function rankOfDouble(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer)[0];
  return x < 0 ? -bits : bits;
}

function rankOfSingle(x: number): bigint {
  const bits = BigInt(new Uint32Array(Float32Array.of(Math.abs(x)).buffer)[0]);
  return x < 0 ? -bits : bits;
}
