import type { FloatData, NdArray, Strided } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { zerosLike } from '../../core/zeros-like.js';
import { divideValues } from '../../ops/elementwise/divide.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { stridedOf } from '../../ops/internal/strided-of.js';
import { concatValues } from '../../ops/shape/concat.js';
import { sliceValue } from '../../ops/shape/slice.js';
import { denseFrom } from './dense-from.js';
import { dimensionsOf, transposedOf } from './matrices.js';

/**
 * A function of matrices that is f on their eigenvalues. Its derivative is a block of the same function of matrices twice as large (Mathias, SIAM
 * J. Matrix Anal. Appl. 17 (1996)),
 *
 *     f([A E; 0 A]) = [f(A) L(A, E); 0 f(A)],
 *
 * so that derivatives of all orders are right for every A, whatever its eigenvalues; and ⟨G, L(A, E)⟩ = ⟨L(A, Gᵀ)ᵀ, E⟩.
 */
export function primaryFunction<P>(
  name: string,
  apply: (a: Strided<FloatData>, options: P) => NdArray<FloatData>,
): Primitive<P> {
  const self: Primitive<P> = {
    name,
    evaluate: ([a], options) => denseFrom(apply(stridedOf(a), options)),
    vjp: (cotangent, [a], _, options) => [
      transposedOf(frechetDerivative(self, a, transposedOf(cotangent), options)),
    ],
    jvp: ([tangent], [a], _, options) => frechetDerivative(self, a, tangent as Value, options),
  };
  return self;
}

/** L(A, E), the derivative of a primary function at A along E. O of the function for matrices twice as large. */
export function frechetDerivative<P>(f: Primitive<P>, a: Value, e: Value, options: P): Value {
  const { batch, rows: n } = dimensionsOf(a);
  const [down, right] = [batch.length, batch.length + 1];
  // As large as A, so that E makes the work no harder.
  const scale = likeInSize(e, a);
  const upper = concatValues([a, multiplyValues(scale, e)], right);
  const lower = concatValues([zerosLike(a), a], right);
  const blocks = bind(f, [concatValues([upper, lower], down)], options);
  const block = sliceValue(blocks, ...batch.map(() => null), [0, n], [n, 2 * n]);
  return divideValues(block, scale);
}

/** For each matrix, the power of two that brings its largest element near that of another, or near 1 if all of those are 0: [..., 1, 1]. */
function likeInSize(e: Value, like: Value): Dense {
  const [from, to] = [e, like].map((value) => denseOf(plainOf(value)));
  const { batch, rows, columns } = dimensionsOf(e);
  const size = rows * columns;
  const data = currentMemory().allocate(dtypeOfDense(from), size === 0 ? 0 : from.data.length / size);
  for (let i = 0; i < data.length; i++) {
    const [given, wanted] = [from, to].map((each) => largest(each.data, i * size, size));
    const exponent = Math.round(Math.log2((wanted === 0 ? 1 : wanted) / given));
    data[i] = Math.abs(exponent) < 64 ? 2 ** exponent : 1;
  }
  return { data, shape: [...batch, 1, 1] };
}

function largest(data: FloatData, at: number, length: number): number {
  let most = 0;
  for (let k = at; k < at + length; k++) most = Math.max(most, Math.abs(data[k]));
  return most;
}
