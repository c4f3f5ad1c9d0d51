import { type ExpmOptions, expm as expmOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { transposedOf } from './internal/matrices.js';
import { frechetDerivative, primaryFunction } from './internal/primary-function.js';
import { spectralFunction } from './internal/spectral-function.js';
import { foldedSkew, skewFrom } from './internal/symmetric.js';

const exponential = /* @__PURE__ */ primaryFunction('expm', (a, options: ExpmOptions) => expmOf(a, options));

/** Of skew matrices: in closed form, with the derivatives of the general function at the whole matrix. */
const rotation: Primitive<ExpmOptions> = {
  name: 'expm',
  evaluate: ([a], options) => denseFrom(expmOf(stridedOf(a), options)),
  vjp(cotangent, [a], _, options) {
    const pulled = frechetDerivative(exponential, skewFrom(a), transposedOf(cotangent), general(options));
    return [foldedSkew(transposedOf(pulled))];
  },
  jvp: ([tangent], [a], _, options) =>
    frechetDerivative(exponential, skewFrom(a), skewFrom(tangent as Value), general(options)),
};

function general(options: ExpmOptions): ExpmOptions {
  return { ...options, structure: 'general' };
}

function expmValue(a: Value, options: ExpmOptions): Value {
  const { structure } = options;
  if (structure === 'skew') return bind(rotation, [a], options);
  if (structure !== 'symmetric') return bind(exponential, [a], options);
  return spectralFunction(
    a,
    () => (x) => x.map(Math.exp),
    (matrices) => denseFrom(expmOf(stridedOf(matrices), options)),
  );
}

/**
 * The matrix exponential Σ Aᵏ / k!, [..., n, n]. `structure` says what the matrices are known to be: `'symmetric'`, by way of the eigenvalues;
 * `'skew'`, in closed form for n ≤ 3. Of both only the lower triangles are read, and only these have a derivative. Default `'general'`. O(n³ (1 +
 * log |A|)); each derivative is one of matrices twice as large.
 *
 * @throws ShapeError unless the matrices are square.
 * @throws DomainError for another `structure`.
 * @example
 * expm([[0, 1], [0, 0]]); // → [[1, 1], [0, 1]]
 * expm([[0, -Math.PI / 2], [Math.PI / 2, 0]], { structure: 'skew' }); // → [[0.0, -1], [1, 0.0]]
 */
export function expm<A extends Operand>(a: A, options: ExpmOptions = {}): Result<A> {
  return operate('expm', (value) => expmValue(value, options), [a]);
}
