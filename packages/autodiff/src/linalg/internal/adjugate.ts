import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { sumAlong } from '../../ops/reductions/sum.js';
import { diagonalValue } from '../../ops/shape/diagonal.js';
import { identityLike } from './identity-like.js';
import { asMatrices, dimensionsOf, times } from './matrices.js';

/**
 * The adjugates of matrices, A adj A = det A · I, by the recursion of Faddeev and LeVerrier: it divides by no element, so that it holds for singular
 * matrices, as do its derivatives. O(n⁴).
 */
export function adjugate(a: Value): Value {
  const { rows: n } = dimensionsOf(a);
  const identity = identityLike(a);
  let matrix: Value = identity;
  for (let k = 1; k < n; k++) {
    const product = times(a, matrix);
    const trace = sumAlong(diagonalValue(product), { axis: -1 }, 'autodiff.det');
    matrix = addValues(product, multiplyValues(asMatrices(multiplyValues(-1 / k, trace)), identity));
  }
  return n % 2 === 0 ? multiplyValues(-1, matrix) : matrix;
}
