import type { Nested } from '@monge/ndarray';
import type { Differentiable } from '../differentiable.js';
import type { OperationName } from './operations.js';

/** Numbers, lists and options that stand in a program as they are. */
export type Literal =
  | number
  | string
  | boolean
  | null
  | readonly Literal[]
  | { readonly [option: string]: Literal };

/** What operations are applied to. */
export type Argument<V> = V | Literal | readonly V[];

/**
 * What programs are written in, for any representation V of values: arrays, to run them, or text, to print them.
 *
 * Source: Carette, Kiselyov and Shan, "Finally tagless, partially evaluated" (2009).
 */
export type Language<V> = Calls<V> & Combinators<V>;

/** The operations, as programs call them. */
export type Calls<V> = { readonly [O in OperationName]: (...args: readonly Argument<V>[]) => V };

/** Constants, functions of the user's, and transformations. */
export interface Combinators<V> {
  /** An array of constants, of the element type of a value. */
  constant(elements: Nested | number, like: V): V;
  /** A function of one array that the user gave. */
  given(name: string, f: Differentiable, x: V): V;
  /** f(x) through `checkpoint`. Here and below f may use other values. */
  checkpointed(f: (x: V) => V, x: V): V;
  /** The tangent of f at x along t, by `jvp`. */
  tangent(f: (x: V) => V, x: V, t: V): V;
  /** The gradient of f, which returns one number, by `grad`. */
  gradient(f: (x: V) => V, x: V): V;
  /** The outputs of a loop through the rows of an array, by `scan`. */
  scanned(step: Step<V>, start: V, rows: V, checkpoint: 'none' | 'sqrt'): V;
}

/** One step of a loop. */
export type Step<V> = (carry: V, row: V) => readonly [carry: V, output: V];

export function language<V>(calls: Calls<V>, combinators: Combinators<V>): Language<V> {
  return { ...calls, ...combinators };
}
