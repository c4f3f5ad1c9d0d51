import { type SqrtmOptions, sqrtm as sqrtmOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { primaryFunction } from './internal/primary-function.js';
import { spectralFunction } from './internal/spectral-function.js';

const squareRoot = /* @__PURE__ */ primaryFunction('sqrtm', (a, options: SqrtmOptions) =>
  sqrtmOf(a, options),
);

function sqrtmValue(a: Value, options: SqrtmOptions): Value {
  if (options.structure !== 'symmetric') return bind(squareRoot, [a], options);
  return spectralFunction(a, derivativeOfRoot, (matrices) =>
    denseFrom(sqrtmOf(stridedOf(matrices), options)),
  );
}

/** ½ (½ − 1) ⋯ (½ − k + 1) x^(½ − k), and 0 at 0, where there is none. */
function derivativeOfRoot(order: number): (x: Float64Array) => Float64Array {
  let factor = 1;
  for (let k = 0; k < order; k++) factor *= 0.5 - k;
  return (x) => x.map((value) => (value > 0 ? (factor * Math.sqrt(value)) / value ** order : 0));
}

/**
 * The principal matrix square root, [..., n, n]: the real X with X² = A whose eigenvalues have positive real parts. `structure: 'symmetric'` is
 * for positive semi-definite matrices, by way of the eigenvalues; only the lower triangles are read, and only these have a derivative. Default
 * `'general'`. O(n³); each derivative is one of matrices twice as large.
 *
 * A singular matrix has no derivative in the directions of its kernel, where it would be infinite; there it counts as 0.
 *
 * @throws DomainError when a matrix has no real principal square root.
 * @throws ShapeError unless the matrices are square.
 * @example
 * sqrtm([[4, 1], [0, 9]]); // → [[2.0, 0.2], [0, 3.0]]
 * sqrtm([[1, 1], [1, 1]], { structure: 'symmetric' }); // → [[0.7071, 0.7071], [0.7071, 0.7071]]
 */
export function sqrtm<A extends Operand>(a: A, options: SqrtmOptions = {}): Result<A> {
  return operate('sqrtm', (value) => sqrtmValue(value, options), [a]);
}
