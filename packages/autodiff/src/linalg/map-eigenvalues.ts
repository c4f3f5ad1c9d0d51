import { fromData, ShapeError, UnsupportedError } from '@monge/ndarray';
import { mapEigenvalues as mapEigenvaluesOf } from '@monge/ndarray/linalg';
import { type Operand, operate, type Result, type Tensor } from '../core/operand.js';
import { Traced } from '../core/traced.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { jvp } from '../transforms/jvp.js';
import { denseFrom } from './internal/dense-from.js';
import { spectralFunction } from './internal/spectral-function.js';

/** A function of numbers that is applied element by element, in operations. */
type ElementwiseFunction = (eigenvalues: Tensor) => Tensor;

const caller = 'autodiff.mapEigenvalues';

function derivativeOf(f: ElementwiseFunction, order: number): ElementwiseFunction {
  if (order === 0) return f;
  const before = derivativeOf(f, order - 1);
  return (x) => jvp(before, [x], [fromData(new Float64Array(lengthOf(x)).fill(1), x.shape)])[1];
}

function lengthOf(x: Tensor): number {
  return x.shape.reduce((product, length) => product * length, 1);
}

/** The numbers that f makes of others. */
function applied(f: ElementwiseFunction, x: Float64Array): Float64Array {
  const y = f(fromData(x, [x.length]));
  if (y instanceof Traced) {
    throw new UnsupportedError(
      `${caller}: expected f to depend on no traced value but its argument, got ${y.toString()} from it`,
    );
  }
  const { data, shape } = denseFrom(y);
  if (shape.length !== 1 || shape[0] !== x.length) {
    throw new ShapeError(
      `${caller}: expected f to return an array of the shape of its argument, [${x.length}] (it is applied element by element), got [${shape.join(', ')}]`,
    );
  }
  return Float64Array.from(data);
}

/**
 * A function of symmetric matrices by way of their eigenvalues: f(A) = V diag(f(λ)) Vᵀ for A = V diag(λ) Vᵀ. `a` is [..., n, n], of which only the
 * lower triangles are read, and only these have a derivative; `f` takes an array of eigenvalues, element by element, in operations of this
 * package, and may depend on no other traced value.
 *
 * The derivatives are made of divided differences of f (Daleckii and Krein), and not of derivatives of the eigenvectors: they are right, to any
 * order, for equal and nearly equal eigenvalues too. O(n³), and O(k! nᵏ⁺¹) for derivatives of order k > 2.
 *
 * @throws ShapeError unless the matrices are square, or when `f` returns another shape than it is given.
 * @throws UnsupportedError when `f` depends on a traced value from its closure.
 * @example
 * const whitening = mapEigenvalues([[4, 0], [0, 25]], (x) => power(x, -0.5));
 * whitening; // → [[0.5, 0], [0, 0.2]]
 */
export function mapEigenvalues<A extends Operand>(a: A, f: ElementwiseFunction): Result<A> {
  return operate(
    'mapEigenvalues',
    (value) =>
      spectralFunction(
        value,
        (order) => (x) => applied(derivativeOf(f, order), x),
        (matrices) =>
          denseFrom(mapEigenvaluesOf(stridedOf(matrices), (x) => applied(f, Float64Array.of(x))[0])),
      ),
    [a],
  );
}
