import type { FloatDType } from '../dtype.js';
import type { MapOperation } from './map-operation.js';

/** What {@link KernelMemory.zip} computes of two numbers. */
export type ZipOperation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  /** x · y, where 0 wins over infinities and NaN; so it does in the next three, which are x times the slope of a function. */
  | 'scale'
  /** x · (1 − y)(1 + y), of tanh where its value is y. */
  | 'tanhSlope'
  /** x · y (1 − y), of the sigmoid where its value is y. */
  | 'sigmoidSlope'
  /** x · 2y, of the square at y. */
  | 'squareSlope'
  /** The derivative of silu at x, where its value is y. */
  | 'siluSlope';

/**
 * A stretch of the memory that an executor's kernels work on, for arrays that they then need not copy: `map` and `gemm` take those that lie in it
 * where they are. Each array begins at a multiple of 64 bytes, and the bytes up to the next multiple after its end are its own: kernels write whole vectors.
 * It lasts as long as the executor.
 */
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
  /** The stretch: bytes [start, end) of the buffer. */
  readonly start: number;
  readonly end: number;
  /** out ← f(x) for so many elements, on the calling thread: `Executor.map` for arrays that are not worth more. */
  map(operation: MapOperation, dtype: FloatDType, count: number, x: number, out: number): void;
  /**
   * out ← f(x, y) over rows of so many elements, at these bytes of the buffer; `out` is packed, and may be x or y. From one row to the next an operand moves by
   * so many bytes; within a row it goes on by one element, or stays where it is, as one of them may.
   */
  zip(
    operation: ZipOperation,
    dtype: FloatDType,
    rows: number,
    columns: number,
    x: number,
    xRow: number,
    xStays: boolean,
    y: number,
    yRow: number,
    yStays: boolean,
    out: number,
  ): void;
}
