import type { Traced } from '@monge/autodiff';
import type { FloatData, NdArray, Operand, ResultData } from '@monge/ndarray';

/** The same tree with arrays of floating-point numbers for arrays in any form, and numbers for numbers, nothing of it traced: what training makes of parameters. */
export type Plain<T> = T extends number
  ? number
  : T extends Traced
    ? NdArray<FloatData>
    : T extends Operand
      ? NdArray<ResultData<T>>
      : T extends null | undefined
        ? T
        : { readonly [K in keyof T]: Plain<T[K]> };
