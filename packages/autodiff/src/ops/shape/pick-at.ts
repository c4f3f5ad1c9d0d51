import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense, shapeOf, sizeOf } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { sums } from '../internal/sums.js';

/** Blocks of elements of a packed array, any of them several times: where each starts, and how many elements it has. */
export interface Blocks {
  readonly starts: Int32Array;
  readonly length: number;
  /** The shape that they make together, one after another. */
  readonly shape: readonly number[];
}

const picking: Primitive<Blocks> = {
  name: 'pickAt',
  evaluate([x], { starts, length, shape }, memory) {
    const from = denseOf(x);
    const { data } = from;
    const out = memory.allocate(dtypeOfDense(from), sizeOf(shape));
    if (length === 1) {
      for (let k = 0; k < starts.length; k++) out[k] = data[starts[k]];
    } else {
      for (let k = 0, to = 0; k < starts.length; k++) {
        for (let i = starts[k]; i < starts[k] + length; i++, to++) out[to] = data[i];
      }
    }
    return { data: out, shape };
  },
  vjp: (cotangent, [x], _, blocks) => [addedAt(cotangent, blocks, shapeOf(plainOf(x)))],
  jvp: ([tangent], _, __, blocks) => pickedAt(tangent as Value, blocks),
};

interface Target {
  readonly blocks: Blocks;
  readonly shape: readonly number[];
}

/** The transpose of picking. */
const adding: Primitive<Target> = {
  name: 'addAt',
  evaluate([x], { blocks: { starts, length }, shape }, memory) {
    const from = denseOf(x);
    const { data } = from;
    const out = sums(dtypeOfDense(from), sizeOf(shape), memory, (totals) => {
      for (let k = 0, at = 0; k < starts.length; k++) {
        for (let to = starts[k]; to < starts[k] + length; to++, at++) totals[to] += data[at];
      }
    });
    return { data: out, shape };
  },
  vjp: (cotangent, _, __, { blocks }) => [pickedAt(cotangent, blocks)],
  jvp: ([tangent], _, __, { blocks, shape }) => addedAt(tangent as Value, blocks, shape),
};

export function pickedAt(x: Value, blocks: Blocks): Value {
  return bind(picking, [x], blocks);
}

/** Zeros of a shape to which x, which has the shape of the blocks, is added block by block. */
export function addedAt(x: Value, blocks: Blocks, shape: readonly number[]): Value {
  return bind(adding, [x], { blocks, shape });
}
