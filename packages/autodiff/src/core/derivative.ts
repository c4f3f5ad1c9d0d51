import type { NdArray, Operand as PlainOperand, ResultData } from '@monge/ndarray';
import type { Operand, Tensor } from './operand.js';
import type { Traced } from './traced.js';

/** Whether there may be a traced value in a tree: true, false, or boolean where only some members of a union have one. */
type HasTraced<T> = T extends Traced
  ? true
  : T extends PlainOperand | null | undefined
    ? false
    : T extends readonly (infer Part)[]
      ? HasTraced<Part>
      : T extends object
        ? { [K in keyof T]: HasTraced<T[K]> }[keyof T]
        : false;

/**
 * The derivative with respect to a tree: the same tree with a number for each number and an array, of its element type, for each array; if there are traced values in it, what depends on them is traced.
 *
 * These types go by the arguments. Where a function takes traced values from a closure, its derivative is traced in spite of them, and
 * operations take it for what it is.
 */
export type Derivative<T> = true extends HasTraced<T> ? Followed<T> : Plain<T>;

/** {@link Derivative}, for the arguments of a function one by one. */
export type Derivatives<A extends readonly unknown[]> =
  true extends HasTraced<A[number]> ? { [K in keyof A]: Followed<A[K]> } : { [K in keyof A]: Plain<A[K]> };

/** What a function returned, as a transformation of it hands it out: arrays, unless there are traced values among the arguments. */
export type Outcome<O, A> = true extends HasTraced<A> ? Followed<O> : Plain<O>;

type Plain<T> = T extends number
  ? number
  : T extends Traced
    ? NdArray<Float64Array | Float32Array>
    : T extends PlainOperand
      ? NdArray<ResultData<T>>
      : T extends null | undefined
        ? T
        : { [K in keyof T]: Plain<T[K]> };

type Followed<T> = T extends number
  ? number | Traced
  : T extends Operand
    ? Tensor
    : T extends null | undefined
      ? T
      : { [K in keyof T]: Followed<T[K]> };

/** What a function that is written for these arguments may be called with: for a tensor, whatever operations take. */
export type Untraced<T> = T extends number
  ? number | Traced
  : T extends Operand
    ? Operand
    : T extends null | undefined
      ? T
      : { readonly [K in keyof T]: Untraced<T[K]> };

/** {@link Untraced}, for the arguments of a function one by one. */
export type UntracedAll<F extends readonly unknown[]> = { readonly [K in keyof F]: Untraced<F[K]> };

/** A direction like a tree: undefined, for any part of it, is zero. */
export type Along<T> = T extends Operand
  ? Operand | null | undefined
  : T extends null | undefined
    ? T
    : { readonly [K in keyof T]?: Along<T[K]> } | null | undefined;

/** {@link Along}, for the arguments of a function one by one. */
export type AlongAll<F extends readonly unknown[]> = { readonly [K in keyof F]: Along<F[K]> };
