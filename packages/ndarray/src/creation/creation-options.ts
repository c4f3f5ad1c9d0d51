import type { DType } from '../dtype.js';

/** How a new array stores its elements. */
export interface CreationOptions<T extends DType = DType> {
  /** The element type; `'float64'` by default. */
  readonly dtype?: T;
}
