import {
  broadcastShapes,
  type FloatData,
  matmul as matmulArrays,
  ShapeError,
  type Strided,
} from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { commonDtype, type Dense, type Plain, shapeOf, sizeOf } from '../../core/dense.js';
import { currentExecutor } from '../../core/evaluation.js';
import type { Memory } from '../../core/memory.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addDefined } from '../elementwise/add.js';
import { fit } from '../internal/fit.js';
import { packedStride, stridedOf } from '../internal/strided-of.js';
import { reshapeValue } from '../shape/reshape.js';

/** Which factors are transposed, in their last two axes. */
interface Transposed {
  readonly a: boolean;
  readonly b: boolean;
}

/** Products of matrices, in batches that broadcast together. The products of the rules read their factors transposed where they lie. */
const matrixProduct: Primitive<Transposed> = {
  name: 'matmul',
  evaluate: ([a, b], transposed, memory) => evaluateProduct(a, b, transposed, memory),
  vjp: (cotangent, [a, b], _, transposed, wanted) => [
    wanted[0] ? fit(leftFactor(cotangent, b, transposed), a) : undefined,
    wanted[1] ? fit(rightFactor(cotangent, a, transposed), b) : undefined,
  ],
  jvp([s, t], [a, b], _, transposed) {
    const first = s === undefined ? undefined : matrixProductOf(s, b, transposed);
    const second = t === undefined ? undefined : matrixProductOf(a, t, transposed);
    return addDefined(first, second) as Value;
  },
};

export function evaluateProduct(a: Plain, b: Plain, transposed: Transposed, memory: Memory): Dense {
  const [x, y] = [oriented(a, transposed.a), oriented(b, transposed.b)];
  const shape = productShape(x.shape, y.shape);
  const data = memory.allocate(commonDtype(a, b), sizeOf(shape));
  const at = memory.address;
  const out = { data, shape, stride: packedStride(shape), offset: 0 };
  const executor = currentExecutor();
  matmulArrays(x, y, executor === undefined ? { out } : { out, executor });
  return { data, shape, at };
}

function productShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const [m, n] = [a[a.length - 2], b[b.length - 1]];
  return a.length === 2 && b.length === 2
    ? [m, n]
    : [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), m, n];
}

/** C · Bᵀ, transposed if A is, where B counts as it stands in the product. */
function leftFactor(cotangent: Value, b: Value, transposed: Transposed): Value {
  return transposed.a
    ? matrixProductOf(b, cotangent, { a: transposed.b, b: true })
    : matrixProductOf(cotangent, b, { a: false, b: !transposed.b });
}

/** Aᵀ · C, transposed if B is, where A counts as it stands in the product. */
function rightFactor(cotangent: Value, a: Value, transposed: Transposed): Value {
  return transposed.b
    ? matrixProductOf(cotangent, a, { a: true, b: transposed.a })
    : matrixProductOf(a, cotangent, { a: !transposed.a, b: false });
}

function oriented(x: Plain, transposed: boolean): Strided<FloatData> {
  const view = stridedOf(x);
  if (!transposed) return view;
  const { shape, stride } = view;
  return { ...view, shape: swapped(shape), stride: swapped(stride) };
}

function swapped(list: readonly number[]): number[] {
  return [...list.slice(0, -2), ...list.slice(-2).reverse()];
}

/** Products of matrices of rank 2 or more. */
export function matrixProductOf(a: Value, b: Value, transposed: Transposed): Value {
  return bind(matrixProduct, [a, b], transposed);
}

export const AS_THEY_ARE: Transposed = { a: false, b: false };

export function matmulValues(a: Value, b: Value): Value {
  const [x, y] = [shapeOf(plainOf(a)), shapeOf(plainOf(b))];
  checkFactors(x, y);
  const row = x.length === 1;
  const column = y.length === 1;
  const right = column ? reshapeValue(b, [y[0], 1]) : b;
  // A batch of matrices times one matrix is one product of all their rows.
  const stacked = x.length > 2 && y.length <= 2;
  const depth = x.at(-1) as number;
  const left = row ? reshapeValue(a, [1, depth]) : stacked ? reshapeValue(a, [rowsOf(x), depth]) : a;
  const product = matrixProductOf(left, right, AS_THEY_ARE);
  if (!row && !column && !stacked) return product;
  const shape = shapeOf(plainOf(product));
  const kept = stacked ? x.slice(0, -1) : shape.slice(0, row ? -2 : -1);
  return reshapeValue(product, column ? kept : [...kept, shape.at(-1) as number]);
}

/** How many rows the matrices of a batch have together. */
export function rowsOf(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, length) => product * length, 1);
}

/** In the words of the shapes as they were given. */
function checkFactors(a: readonly number[], b: readonly number[]): void {
  const [m, n] = [a, b].map(({ length }) => length);
  if (m > 0 && n > 0 && a[m - 1] === b[n === 1 ? 0 : n - 2]) return;
  throw new ShapeError(
    `autodiff.matmul: expected the last axis of a to be as long as the ${n === 1 ? 'only' : 'second to last'} axis of b (they are summed over), got a of shape [${a.join(', ')}] and b of shape [${b.join(', ')}]${m > 0 && n > 0 ? '' : '; use multiply for numbers'}`,
  );
}

/**
 * The matrix product over the last two axes: [m, k] · [k, n] → [m, n]. Axes before them are a batch, and broadcast together. A vector counts as
 * a row on the left and as a column on the right, and its axis is dropped again: two vectors give an array of rank 0. O(batch·m·n·k).
 *
 * @throws ShapeError when the axes that are summed over differ in length, or an operand has rank 0.
 * @example
 * matmul([[1, 2], [3, 4]], [5, 6]); // → [17, 39]
 */
export function matmul<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('matmul', matmulValues, [a, b]);
}
