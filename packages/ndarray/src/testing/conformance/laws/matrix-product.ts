import fc from 'fast-check';
import type { FloatData, FloatDType } from '../../../dtype.js';
import type { NdArray } from '../../../nd-array.js';
import { floats } from '../../floats.js';
import { stridedArrays } from '../../strided-arrays.js';
import { defineLaw, unlessComputedIn } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { leastNormal, unitRoundoff } from '../precision.js';
import { subjectOf } from '../subject.js';

function sizes(): fc.Arbitrary<[number, number, number]> {
  const few = fc.integer({ min: 1, max: 9 });
  const more = fc.integer({ min: 10, max: 24 });
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: fc.tuple(few, few, few) },
    { weight: 2, arbitrary: fc.tuple(more, more, more) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<[number, number, number][]>([2, 1013, 3], [1013, 3, 2], [3, 2, 1013]),
    },
  );
}

/**
 * Within the error of any order of summation in that precision, k·u·Σ |a b| (Higham, "Accuracy and Stability of Numerical Algorithms", eq.
 * 3.5), and once more for the sum in float64 that it is compared with.
 */
export const matrixProduct = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`gemm in ${dtype}: a · b is the sum over the common axis, whatever the strides`, {
    exemption: unlessComputedIn(dtype),
    inputs: () =>
      sizes().chain(([m, k, n]) => {
        const element = floats({ min: -8, max: 8, dtype });
        const matrix = (rows: number, columns: number) =>
          stridedArrays({ shape: [rows, columns], dtype, element });
        return fc.tuple(matrix(m, k), matrix(k, n));
      }),
    async holds(executor, [a, b]) {
      const result = await subjectOf(executor).multiply(a, b);
      const { sums, sizes } = product(a, b);
      const k = a.shape[1];
      const bound = (i: number) => 2 * k * unitRoundoff[dtype] * sizes[i] + 16 * k * leastNormal[dtype];
      expectWithin(result, sums, bound, 'the product');
    },
  });

/** Σ_p a_ip b_pj and Σ_p |a_ip b_pj|, in float64. */
function product(
  a: NdArray<FloatData>,
  b: NdArray<FloatData>,
): { readonly sums: Float64Array; readonly sizes: Float64Array } {
  const [m, k] = a.shape;
  const n = b.shape[1];
  const sums = new Float64Array(m * n);
  const sizes = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = a.get(i, p);
      for (let j = 0; j < n; j++) {
        const term = factor * b.get(p, j);
        sums[i * n + j] += term;
        sizes[i * n + j] += Math.abs(term);
      }
    }
  }
  return { sums, sizes };
}
