import { DomainError, ShapeError } from '@monge/ndarray';
import { foldIn, type KeyLike, normal, rademacher } from '@monge/random';
import { type Dense, denseOf, dtypeOfDense, shapeOf } from '../core/dense.js';
import type { Outcome } from '../core/derivative.js';
import { currentMemory, evaluation } from '../core/evaluation.js';
import { keptArray } from '../core/keep.js';
import { type Operand, readOperand, type Tensor } from '../core/operand.js';
import { plainOf, type Value } from '../core/traced.js';
import { push } from '../forward/push.js';
import { addValues } from '../ops/elementwise/add.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { sameShape } from '../ops/internal/binary.js';
import { sumAlong } from '../ops/reductions/sum.js';

/** How a divergence is estimated (Hutchinson): without bias, from products of the Jacobian matrix with random vectors. */
export interface DivergenceOptions {
  /**
   * What the vectors are: signs, ±1, whose variance is the smaller, and 0 where the Jacobian matrix is diagonal; or standard normals.
   */
  readonly probes: 'rademacher' | 'gaussian';
  readonly key: KeyLike;
  /** How many vectors the estimate is the mean of, ≥ 1, each a pass of its own. Default: 1. */
  readonly samples?: number;
}

/**
 * The divergence of a vector field, Σᵢ ∂fᵢ/∂xᵢ, by forward mode: for a point x of shape [d] a number, for a batch of shape [...n, d] an array
 * of shape [...n], where f maps the points of a batch one by one (row k of the result depends on row k only).
 *
 * Exact, at the cost of d passes, each of about two evaluations; or, with `probes`, estimated by vᵀ ∂f v for random vectors v, one pass each. It
 * may be differentiated in turn, by reverse mode over forward mode: sliced score matching, continuous normalising flows.
 *
 * Source: Hutchinson, A stochastic estimator of the trace of the influence matrix (1989).
 *
 * @throws ShapeError when x is a number, or the result of f has another shape than x.
 * @throws DomainError unless `samples` is a positive integer.
 * @example
 * const field = (x: Tensor) => multiply(x, multiply(x, [1, 2]));
 * divergence(field, [[1, 1], [2, 3]]); // → [6, 16]
 * divergence(field, [[1, 1], [2, 3]], { probes: 'rademacher', key: 1 }); // → [6, 16] (the Jacobian matrix is diagonal)
 */
export function divergence<A extends Operand>(
  f: (x: Tensor) => Tensor,
  x: A,
  options?: DivergenceOptions,
): Outcome<Tensor, A> {
  return valueAndDivergence(f, x, options)[1];
}

/** The value of a vector field, and its {@link divergence}, for the cost of the latter. */
export function valueAndDivergence<A extends Operand>(
  f: (x: Tensor) => Tensor,
  x: A,
  options?: DivergenceOptions,
): readonly [value: Outcome<Tensor, A>, divergence: Outcome<Tensor, A>] {
  const caller = 'autodiff.divergence';
  return evaluation(() => {
    const point = readOperand(x, 'x', caller);
    const like = denseOf(plainOf(point));
    if (!(like.shape.length > 0 && like.shape[like.shape.length - 1] > 0)) {
      throw new ShapeError(
        `${caller}: expected x of shape [..., d] with d ≥ 1 (points of d coordinates), got [${like.shape.join(', ')}]`,
      );
    }
    const vectors = options === undefined ? unitVectors(like) : randomVectors(like, options, caller);
    let value!: Value;
    const terms: Value[] = [];
    for (const vector of vectors) {
      const { values, tangents } = push('divergence', [point], [vector], ([dual]) => ({
        values: [readOperand(f(dual), 'the result of the function', caller)],
      }));
      [value] = values;
      checkShape(shapeOf(plainOf(value)), like.shape, caller);
      const product = multiplyValues(vector, tangents[0] ?? 0);
      terms.push(sumAlong(product, { axis: -1 }, caller));
    }
    const total = terms.reduce(addValues);
    const mean = options === undefined ? total : multiplyValues(1 / terms.length, total);
    return [keptArray(value) as Outcome<Tensor, A>, keptArray(mean) as Outcome<Tensor, A>];
  });
}

/** e₁ … e_d, for each point. */
function* unitVectors(like: Dense): Generator<Dense> {
  const d = like.shape[like.shape.length - 1];
  for (let i = 0; i < d; i++) {
    const data = currentMemory().allocate(dtypeOfDense(like), like.data.length);
    for (let at = 0; at < data.length; at++) data[at] = at % d === i ? 1 : 0;
    yield { data, shape: like.shape };
  }
}

function* randomVectors(
  like: Dense,
  { probes, key, samples = 1 }: DivergenceOptions,
  caller: string,
): Generator<Dense> {
  if (!(Number.isInteger(samples) && samples >= 1)) {
    throw new DomainError(`${caller}: expected samples to be a positive integer, got ${samples}`);
  }
  const draw = probes === 'gaussian' ? normal : rademacher;
  for (let k = 0; k < samples; k++) {
    const { data } = draw(foldIn(key, k), like.shape, { dtype: dtypeOfDense(like) });
    yield { data, shape: like.shape };
  }
}

function checkShape(got: readonly number[], expected: readonly number[], caller: string): void {
  if (sameShape(got, expected)) return;
  throw new ShapeError(
    `${caller}: expected the function to return an array of the shape of x, [${expected.join(', ')}], got [${got.join(', ')}]`,
  );
}
