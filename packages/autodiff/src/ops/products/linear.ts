import { DomainError, ShapeError } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense, shapeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addDefined, addValues } from '../elementwise/add.js';
import { geluValue } from '../elementwise/gelu.js';
import { reluValue } from '../elementwise/relu.js';
import { sigmoidValue } from '../elementwise/sigmoid.js';
import { siluValue } from '../elementwise/silu.js';
import { softplusValue } from '../elementwise/softplus.js';
import { tanhValue } from '../elementwise/tanh.js';
import { spread } from '../internal/spread.js';
import { zipped } from '../internal/zipped.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { reshapeValue } from '../shape/reshape.js';
import { AS_THEY_ARE, evaluateProduct, matmulValues, matrixProductOf, rowsOf } from './matmul.js';

/** What a layer applies to each of its sums. */
export type Activation = 'none' | 'relu' | 'tanh' | 'sigmoid' | 'silu' | 'gelu' | 'softplus';

/** x·w + b of [m, k], [k, n] and [n], of one element type. */
const affine: Primitive = {
  name: 'linear',
  evaluate([x, w, b], _, memory) {
    const product = evaluateProduct(x, w, AS_THEY_ARE, memory);
    addToRows(product, denseOf(b), memory);
    return product;
  },
  vjp: (cotangent, [x, w, b], _, __, wanted) => [
    wanted[0] ? matrixProductOf(cotangent, w, { a: false, b: true }) : undefined,
    wanted[1] ? matrixProductOf(x, cotangent, { a: true, b: false }) : undefined,
    wanted[2] ? sumToShape(cotangent, shapeOf(plainOf(b))) : undefined,
  ],
  jvp([s, t, u], [x, w], output) {
    const first = s === undefined ? undefined : matrixProductOf(s, w, AS_THEY_ARE);
    const second = t === undefined ? undefined : matrixProductOf(x, t, AS_THEY_ARE);
    return spread(addDefined(addDefined(first, second), u) as Value, output);
  },
};

function addToRows(product: Dense, bias: Dense, memory: Memory): void {
  if (zipped('add', product, bias, product, memory)) return;
  const [matrix, row] = [product.data, bias.data];
  for (let at = 0; at < matrix.length; at += row.length) {
    for (let j = 0; j < row.length; j++) matrix[at + j] = matrix[at + j] + row[j];
  }
}

function affineValue(x: Value, w: Value, b: Value): Value {
  const [from, depth, bias] = [x, w, b].map((value) => denseOf(plainOf(value)));
  const { shape } = from;
  const n = depth.shape[1];
  if (
    depth.shape.length !== 2 ||
    bias.shape.length !== 1 ||
    bias.shape[0] !== n ||
    shape.at(-1) !== depth.shape[0]
  ) {
    throw new ShapeError(
      `autodiff.linear: expected x of shape [..., k], w of shape [k, n] and b of shape [n], got ${[from, depth, bias].map((each) => `[${each.shape.join(', ')}]`).join(', ')}`,
    );
  }
  const sameDtype = [depth, bias].every((each) => dtypeOfDense(each) === dtypeOfDense(from));
  if (!sameDtype) return addValues(matmulValues(x, w), b);
  const sums = bind(affine, [reshapeValue(x, [rowsOf(shape), depth.shape[0]]), w, b], undefined);
  return reshapeValue(sums, [...shape.slice(0, -1), n]);
}

const activations: { readonly [A in Activation]: (sums: Value) => Value } = {
  none: (sums) => sums,
  relu: reluValue,
  tanh: tanhValue,
  sigmoid: sigmoidValue,
  silu: siluValue,
  gelu: geluValue,
  softplus: softplusValue,
};

/**
 * A layer of a network, activation(x·w + b), for x [..., k], weights w [k, n] and biases b [n] (none by default) → [..., n]. The biases are added in the memory of
 * the product; the activation, `'none'` by default, is a primitive of its own, since its derivative needs the sums. O(size of x · n).
 *
 * @throws ShapeError when the shapes do not fit together.
 * @throws DomainError for an unknown activation.
 * @example
 * linear([[1, 2]], [[1, 0], [0, 1]], [0, -3], 'relu'); // → [[1, 0]]
 */
export function linear<X extends Operand, W extends Operand, B extends Operand = number>(
  x: X,
  w: W,
  b?: B,
  activation: Activation = 'none',
): Result<X | W | B> {
  if (!Object.hasOwn(activations, activation)) {
    throw new DomainError(
      `autodiff.linear: expected an activation of ${Object.keys(activations).join(', ')}, got '${activation}'`,
    );
  }
  return operate<X | W | B>(
    'linear',
    (values, weights, biases) =>
      activations[activation](
        biases === undefined ? matmulValues(values, weights) : affineValue(values, weights, biases),
      ),
    b === undefined ? [x, w] : [x, w, b],
  );
}
