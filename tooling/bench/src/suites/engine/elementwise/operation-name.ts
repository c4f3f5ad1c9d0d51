import type { FloatData, FloatDType } from '@monge/ndarray';

export type OperationName = 'exp' | 'tanh' | 'sum';

/** What is computed, and of what. */
export interface Values {
  readonly operation: OperationName;
  readonly dtype: FloatDType;
  readonly x: FloatData;
}
