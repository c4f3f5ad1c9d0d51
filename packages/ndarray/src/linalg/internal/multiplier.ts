import type { Executor } from '../../executors/executor.js';
import { gemm } from '../../internal/gemm.js';

/** Options of the functions whose work is matrix products. */
export interface ProductOptions {
  /** What multiplies the matrices, for sizes where that pays. Default: plain loops. */
  readonly executor?: Pick<Executor, 'gemm'>;
}

/** out = a · b for packed matrices of one size; `out` is neither of them. */
export type Multiply = (a: Float64Array, b: Float64Array, out: Float64Array) => void;

/** Up to this size, packing the operands costs more than it saves. */
const plainSize = 12;

/** The product of n × n matrices. */
export function multiplier(n: number, { executor = { gemm } }: ProductOptions): Multiply {
  if (n <= plainSize) return (a, b, out) => multiplyPlainly(a, b, out, n);
  const view = (data: Float64Array) => ({ data, shape: [n, n], stride: [n, 1], offset: 0 });
  return (a, b, out) => executor.gemm(view(a), view(b), out);
}

function multiplyPlainly(a: Float64Array, b: Float64Array, out: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      out[i * n + j] = sum;
    }
  }
}
