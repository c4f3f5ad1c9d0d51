import type { Executor, Strided } from '@monge/ndarray';

/** A [rows, columns] matrix, row by row. */
export function matrix(data: Float64Array, rows: number, columns: number): Strided<Float64Array> {
  return { data, shape: [rows, columns], stride: [columns, 1], offset: 0 };
}

/** The transpose of a [rows, columns] matrix. */
export function transposed(data: Float64Array, rows: number, columns: number): Strided<Float64Array> {
  return { data, shape: [columns, rows], stride: [1, columns], offset: 0 };
}

/** The product of two matrices, in a new array. */
export function product(
  { gemm }: Pick<Executor, 'gemm'>,
  left: Strided<Float64Array>,
  right: Strided<Float64Array>,
): Float64Array {
  const out = new Float64Array(left.shape[0] * right.shape[1]);
  gemm(left, right, out);
  return out;
}

/** The sums of the rows and of the columns of a plan. */
export interface Marginals {
  /** [n] */
  readonly p: Float64Array;
  /** [m] */
  readonly q: Float64Array;
}

export function marginalsOf(plan: Float64Array, n: number, m: number): Marginals {
  const p = new Float64Array(n);
  const q = new Float64Array(m);
  for (let i = 0, at = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < m; j++, at++) {
      sum += plan[at];
      q[j] += plan[at];
    }
    p[i] = sum;
  }
  return { p, q };
}
