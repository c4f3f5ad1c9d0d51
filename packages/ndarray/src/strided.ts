import type { Data } from './dtype.js';

/**
 * What every function of monge accepts as an array: elements in a flat typed array, and how to find them. The
 * element at index (i, j, …) is `data[offset + i·stride[0] + j·stride[1] + …]`; strides may be zero or negative. A
 * scijs `ndarray` is one, and so is what `@monge/random` draws.
 */
export interface Strided<D extends Data = Data> {
  readonly data: D;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

/** Nested rows of plain numbers: `[[1, 2], [3, 4]]`. */
export type Nested = readonly number[] | readonly Nested[];

/** What public functions take where they want an array: a strided array, a flat typed array, or nested numbers. */
export type ArrayInput = Strided | Data | Nested;

/** What element-wise functions take: an array, or a plain number, which stands for an array full of it. */
export type Operand = ArrayInput | number;

/** The typed array behind an input: its own where it has one, a new `Float64Array` for plain numbers. */
export type DataFor<A extends Operand> = A extends Strided<infer D> ? D : A extends Data ? A : Float64Array;
