import { type Dense, denseOf, dtypeOfDense, shapeOf, sizeOf } from '../core/dense.js';
import type { Outcome } from '../core/derivative.js';
import { currentMemory, evaluation, scratch } from '../core/evaluation.js';
import { keptArray } from '../core/keep.js';
import { type Operand, readOperand, type Tensor } from '../core/operand.js';
import { plainOf, type Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { push } from '../forward/push.js';
import { settled } from '../forward/settled.js';
import { stackRows } from '../ops/internal/rows.js';
import { reshapeValue } from '../ops/shape/reshape.js';
import { transposeValue } from '../ops/shape/transpose.js';
import { record } from '../reverse/record.js';

/** How a Jacobian matrix is computed. */
export interface JacobianOptions {
  /**
   * 'reverse': one pass forward and one back for each element of the result; 'forward': one pass for each element of the argument, and no memory
   * of intermediate results. Take the one with fewer. Default: 'reverse'.
   */
  readonly mode?: 'reverse' | 'forward';
}

/**
 * The Jacobian matrix of a function with respect to its first argument: for an array x of shape [...s] and a result of shape [...r] an array of
 * shape [...r, ...s], of the derivative of each element of the result by each of x. The other arguments are handed on.
 *
 * @throws ShapeError, DTypeError when the argument or the result is a tree and not one array.
 * @example
 * jacobian((x: Tensor) => multiply(x, x))([1, 2]); // → [[2, 0], [0, 4]]
 */
export function jacobian<R extends readonly unknown[] = []>(
  f: (x: Tensor, ...rest: R) => Tensor | number,
  { mode = 'reverse' }: JacobianOptions = {},
): <A extends Operand>(x: A, ...rest: R) => Outcome<Tensor, A> {
  const caller = 'autodiff.jacobian';
  return <A extends Operand>(x: A, ...rest: R) =>
    evaluation(() => {
      const value = readOperand(x, 'x', caller);
      const g = (followed: Tensor): Value =>
        readOperand(f(followed, ...rest), 'the result of the function', caller);
      // Without elements there is no column whose pass would tell the shape of the result.
      const columns = mode === 'forward' && sizeOf(shapeOf(plainOf(value))) > 0;
      const matrix = columns ? byColumns(g, value) : byRows(g, value);
      return keptArray(matrix) as Outcome<Tensor, A>;
    });
}

function byRows(f: (x: Tensor) => Value, x: Value): Value {
  const { tape, leaves, result } = record('jacobian', [x], ([leaf]) => f(leaf));
  const like = denseOf(plainOf(result));
  const rows = units(like).map((seed) =>
    scratch(() => settled(tape.pull([result], [seed], leaves)[0] ?? zerosLike(x))),
  );
  const shape = [...like.shape, ...shapeOf(plainOf(x))];
  if (rows.length > 0) return reshapeValue(stackRows(rows), shape);
  return { data: currentMemory().allocate(dtypeOfDense(denseOf(plainOf(x))), 0), shape };
}

function byColumns(f: (x: Tensor) => Value, x: Value): Value {
  const like = denseOf(plainOf(x));
  let shape: readonly number[] = [];
  const columns = units(like).map((along) =>
    scratch(() => {
      const { values, tangents } = push('jacobian', [x], [along], ([dual]) => ({ values: [f(dual)] }));
      shape = shapeOf(plainOf(values[0]));
      return settled(tangents[0] ?? zerosLike(values[0]));
    }),
  );
  const matrix = reshapeValue(stackRows(columns), [like.data.length, sizeOf(shape)]);
  return reshapeValue(transposeValue(matrix), [...shape, ...like.shape]);
}

/** The arrays like one that are 1 in one place and 0 in all others, in order. */
function units(like: Dense): Dense[] {
  return Array.from(like.data, (_, k) => {
    const data = currentMemory().allocate(dtypeOfDense(like), like.data.length);
    data.fill(0);
    data[k] = 1;
    return { data, shape: like.shape };
  });
}
