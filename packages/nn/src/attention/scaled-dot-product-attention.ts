import {
  add,
  equal,
  matmul,
  max,
  multiply,
  type Operand,
  type Result,
  softmax,
  stopGradient,
  type Tensor,
  transpose,
  where,
} from '@monge/autodiff';
import { type ArrayInput, any, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import { shapeOfOperand } from '../internal/shape-of-operand.js';

/** Options of {@link scaledDotProductAttention}. */
export interface AttentionOptions<B extends Operand = Operand> {
  /** Who may attend to whom: not 0 where query i may look at key j. It broadcasts to [..., n, m]. Default: everybody to all. */
  readonly mask?: ArrayInput | undefined;
  /** What is added to the scores before the softmax, [..., n, m] or what broadcasts to it: distances, say. −∞ has the effect of a mask. */
  readonly bias?: B | undefined;
  /** Whether query i may look at keys 0 … i alone. Default false. */
  readonly causal?: boolean | undefined;
}

/**
 * Attention, softmax(q kᵀ/√d + bias) v, of queries q [..., n, d] to keys k [..., m, d] with values v [..., m, e] → [..., n, e]: for each query a mean of the
 * values, with weights that grow with the agreement of query and key. Axes before the last two are a batch, and broadcast together. A query that may
 * attend to no key has the result 0. O(batch · n·m·(d + e)), and memory for the n·m weights (Vaswani et al. 2017, eq. 1).
 *
 * @throws ShapeError when the shapes do not fit together.
 * @example
 * const [q, k, v] = [[[0, 0]], [[1, 0], [0, 1]], [[2], [4]]];
 * scaledDotProductAttention(q, k, v); // → [[3]]
 * scaledDotProductAttention(q, k, v, { mask: [[1, 0]] }); // → [[2]]
 */
export function scaledDotProductAttention<
  Q extends Operand,
  K extends Operand,
  V extends Operand,
  B extends Operand = number,
>(q: Q, k: K, v: V, { mask, bias, causal = false }: AttentionOptions<B> = {}): Result<Q | K | V | B> {
  const caller = 'nn.scaledDotProductAttention';
  const [queries, keys, values] = [
    shapeOfOperand(q, 'q', caller),
    shapeOfOperand(k, 'k', caller),
    shapeOfOperand(v, 'v', caller),
  ];
  checkShapes(queries, keys, values, caller);
  const [n, m, d] = [queries.at(-2) as number, keys.at(-2) as number, keys.at(-1) as number];
  // The queries are scaled, which are fewer than the scores.
  let scores: Tensor = matmul(multiply(q, 1 / Math.sqrt(d)), transposed(k, keys.length));
  if (bias !== undefined) scores = add(scores, bias);
  if (mask !== undefined) scores = where(mask, scores, -Infinity);
  if (causal) scores = where(past(n, m), scores, -Infinity);
  const limited = m > 0 && (bias !== undefined || mask !== undefined || causal);
  return matmul(limited ? sharesOf(scores) : softmax(scores), v) as Result<Q | K | V | B>;
}

/** The softmax along the last axis, and 0 in rows of nothing but −∞, whose scores have no derivative. */
function sharesOf(scores: Tensor): Tensor {
  const closed = equal(max(stopGradient(scores), { axis: -1, keepDims: true }), -Infinity);
  return any(closed) ? where(closed, 0, softmax(where(closed, 0, scores))) : softmax(scores);
}

function transposed(k: Operand, rank: number): Tensor {
  return transpose(k, [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]);
}

/** 1 where j ≤ i. */
function past(n: number, m: number): NdArray<Uint8Array> {
  return fromData(
    Uint8Array.from({ length: n * m }, (_, at) => (at % m <= Math.floor(at / m) ? 1 : 0)),
    [n, m],
  );
}

function checkShapes(q: readonly number[], k: readonly number[], v: readonly number[], caller: string): void {
  const matrices = [q, k, v].every(({ length }) => length >= 2);
  if (matrices && q.at(-1) === k.at(-1) && k.at(-2) === v.at(-2)) return;
  throw new ShapeError(
    `${caller}: expected q of shape [..., n, d] (queries), k of shape [..., m, d] (keys) and v of shape [..., m, e] (values), got ${[q, k, v].map((shape) => `[${shape.join(', ')}]`).join(', ')}`,
  );
}
