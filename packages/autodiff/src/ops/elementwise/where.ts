import {
  asStrided,
  broadcastShapes,
  broadcastTo,
  contiguous,
  dtypeOf,
  fromData,
  type Operand as PlainOperand,
} from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Plain, shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { evaluateBinary, sameShape } from '../internal/binary.js';
import type { Condition } from '../internal/condition.js';
import { fit } from '../internal/fit.js';
import { spread } from '../internal/spread.js';
import { untraced } from '../internal/untraced.js';
import { broadcastToShape } from '../shape/broadcast-and-sum.js';

/** The choice by a condition of the shape of the result. */
const choice: Primitive<Condition> = {
  name: 'where',
  evaluate([first, second], { data, shape }, memory) {
    const [a, b] = stretched(first, second, shape);
    return evaluateBinary(
      (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = data[zi] !== 0 ? x[xi] : y[yi];
      },
      a,
      b,
      memory,
    );
  },
  vjp: (cotangent, [a, b], _, condition, wanted) => [
    wanted[0] ? fit(choose(condition, cotangent, 0), a) : undefined,
    wanted[1] ? fit(choose(condition, 0, cotangent), b) : undefined,
  ],
  jvp: ([s = 0, t = 0], _, y, condition) => spread(choose(condition, s, t), y),
};

/** Two operands that broadcast to this shape. A number stays one, since it has no element type to give to the result. */
function stretched(a: Plain, b: Plain, shape: readonly number[]): readonly [Plain, Plain] {
  if (sameShape(shapeOf(a), shape) || sameShape(shapeOf(b), shape)) return [a, b];
  const [one, other] = typeof a === 'number' ? [b, a] : [a, b];
  const full = plainOf(broadcastToShape(one, shape));
  return one === a ? [full, other] : [other, full];
}

function choose(condition: Condition, a: Value, b: Value): Value {
  return bind(choice, [a, b], condition);
}

/** The elements of `a` where the condition is not 0 (NaN is not), those of `b` elsewhere. */
export function whereValues(condition: Condition, a: Value, b: Value): Value {
  const shape = broadcastShapes(condition.shape, shapeOf(plainOf(a)), shapeOf(plainOf(b)));
  if (sameShape(condition.shape, shape)) return choose(condition, a, b);
  const { data } = condition;
  const full = contiguous(broadcastTo(fromData(data, condition.shape), shape), dtypeOf(data));
  return choose(full, a, b);
}

/**
 * The elements of `a` where the condition is not zero (NaN is not), those of `b` elsewhere. The three broadcast together. The condition has
 * no derivative, and what is not taken has none either, even where it is infinite or NaN.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * where(greater([1, -2, 3], 0), [1, -2, 3], 0); // → [1, 0, 3]
 */
export function where<A extends Operand, B extends Operand>(condition: Operand, a: A, b: B): Result<A | B> {
  const chosen = conditionOf(untraced(condition, 'autodiff.where'));
  return operate<A | B>('where', (first, second) => whereValues(chosen, first, second), [a, b]);
}

function conditionOf(operand: PlainOperand): Condition {
  const strided = asStrided(operand, 'condition', 'autodiff.where');
  return contiguous(strided, dtypeOf(strided.data));
}
