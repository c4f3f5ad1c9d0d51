import { type LogmOptions, logm as logmOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { transposedOf } from './internal/matrices.js';
import { frechetDerivative, primaryFunction } from './internal/primary-function.js';
import { spectralFunction } from './internal/spectral-function.js';
import { skewPart } from './internal/symmetric.js';

const logarithm = /* @__PURE__ */ primaryFunction('logm', (a, options: LogmOptions) => logmOf(a, options));

/** Of rotations: the skew part of the general derivatives, which along rotations is all of them. */
const angle: Primitive<LogmOptions> = {
  name: 'logm',
  evaluate: ([a], options) => denseFrom(logmOf(stridedOf(a), options)),
  vjp(cotangent, [a], _, options) {
    const pulled = frechetDerivative(logarithm, a, transposedOf(skewPart(cotangent)), general(options));
    return [transposedOf(pulled)];
  },
  jvp: ([tangent], [a], _, options) =>
    skewPart(frechetDerivative(logarithm, a, tangent as Value, general(options))),
};

function general(options: LogmOptions): LogmOptions {
  return { ...options, structure: 'general' };
}

function logmValue(a: Value, options: LogmOptions): Value {
  const { structure } = options;
  if (structure === 'rotation') return bind(angle, [a], options);
  if (structure !== 'symmetric') return bind(logarithm, [a], options);
  return spectralFunction(a, derivativeOfLogarithm, (matrices) =>
    denseFrom(logmOf(stridedOf(matrices), options)),
  );
}

/** log x, (−1)ᵏ⁻¹ (k − 1)! x⁻ᵏ. */
function derivativeOfLogarithm(order: number): (x: Float64Array) => Float64Array {
  if (order === 0) return (x) => x.map(Math.log);
  let factor = 1;
  for (let k = 1; k < order; k++) factor *= -k;
  return (x) => x.map((value) => factor * value ** -order);
}

/**
 * The principal matrix logarithm, [..., n, n]: the real X with e^X = A whose eigenvalues have imaginary parts in (−π, π). `structure` says what the
 * matrices are known to be: `'symmetric'` and positive definite, by way of the eigenvalues; only the lower triangles are read, and only these have a
 * derivative. `'rotation'`: with derivatives along rotations, by angles below π. Default `'general'`. O(n³); each derivative is one of matrices
 * twice as large.
 *
 * @throws DomainError when a matrix has no real principal logarithm, or is not what `structure` says.
 * @throws ShapeError unless the matrices are square.
 * @example
 * logm([[1, 1], [0, 1]]); // → [[0, 1], [0, 0]]
 * logm([[0, -1], [1, 0]], { structure: 'rotation' }); // → [[0, -1.5707963267948966], [1.5707963267948966, 0]]
 */
export function logm<A extends Operand>(a: A, options: LogmOptions = {}): Result<A> {
  return operate('logm', (value) => logmValue(value, options), [a]);
}
