import type { FloatData, FloatDType } from '@monge/ndarray';

/** Two square matrices, [n, n] in C order. */
export interface SquareMatrices {
  readonly n: number;
  readonly dtype: FloatDType;
  readonly a: FloatData;
  readonly b: FloatData;
}
