import type { FloatData, Strided } from '@monge/ndarray';
import type { BinaryLoop } from './binary.js';
import type { UnaryLoop } from './unary.js';

// For the functions that JavaScript's Math lacks.

/** The loop of an operation of `@monge/ndarray`. */
export function unaryLoop(operation: OutUnary): UnaryLoop {
  return (x, y) => {
    operation(vector(x, x.length, 0, 1), { out: vector(y, y.length, 0, 1) });
  };
}

/** The same of one of two arrays. */
export function binaryLoop(operation: OutBinary): BinaryLoop {
  return (n, x, xi, xs, y, yi, ys, z, zi) => {
    operation(vector(x, n, xi, xs), vector(y, n, yi, ys), { out: vector(z, n, zi, 1) });
  };
}

type Vector = Strided<FloatData>;
export type OutUnary = (x: Vector, output: { readonly out: Vector }) => unknown;
export type OutBinary = (a: Vector, b: Vector, output: { readonly out: Vector }) => unknown;

function vector(data: FloatData, length: number, offset: number, stride: number): Vector {
  return { data, shape: [length], stride: [stride], offset };
}
