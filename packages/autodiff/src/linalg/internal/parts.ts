import type { FloatData } from '@monge/ndarray';
import { type Dense, shapeOf, sizeOf } from '../../core/dense.js';
import { onHeap } from '../../core/evaluation.js';
import { keptArray } from '../../core/keep.js';
import type { Memory } from '../../core/memory.js';
import {
  isPlain,
  type Operand,
  published,
  type Result,
  readOperand,
  type Tensor,
} from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { concatValues } from '../../ops/shape/concat.js';
import { reshapeValue } from '../../ops/shape/reshape.js';
import { sliceValue } from '../../ops/shape/slice.js';

// A primitive has one result. A decomposition has several, [..., *shapeₖ] for one batch: its primitive returns them side by side, as [..., Σ sizes].

type Shapes = readonly (readonly number[])[];

/** The parts of a decomposition side by side. */
export function pack(
  parts: readonly { readonly data: FloatData }[],
  batch: readonly number[],
  shapes: Shapes,
  memory: Memory,
): Dense {
  const count = sizeOf(batch);
  const sizes = shapes.map(sizeOf);
  const width = sizes.reduce((total, size) => total + size, 0);
  const single = parts.every(({ data }) => data instanceof Float32Array);
  const data = memory.allocate(single ? 'float32' : 'float64', count * width);
  let offset = 0;
  parts.forEach((part, k) => {
    const size = sizes[k];
    for (let i = 0; i < count; i++) {
      data.set(part.data.subarray(i * size, (i + 1) * size), i * width + offset);
    }
    offset += size;
  });
  return { data, shape: [...batch, width] };
}

/** The same, of values. */
export function packValues(parts: readonly Value[], shapes: Shapes): Value {
  const flat = parts.map((part, k) => {
    const shape = shapeOf(plainOf(part));
    return reshapeValue(part, [...batchOf(shape, shapes[k]), sizeOf(shapes[k])]);
  });
  return concatValues(flat, shapeOf(plainOf(flat[0])).length - 1);
}

/** The parts again. */
export function unpackValue(packed: Value, shapes: Shapes): Value[] {
  const batch = shapeOf(plainOf(packed)).slice(0, -1);
  let end = 0;
  return shapes.map((shape) => {
    const start = end;
    end += sizeOf(shape);
    return reshapeValue(sliceValue(packed, ...batch.map(() => null), [start, end]), [...batch, ...shape]);
  });
}

function batchOf(shape: readonly number[], part: readonly number[]): readonly number[] {
  return shape.slice(0, shape.length - part.length);
}

/** Reads the operands, computes, and hands several results out. */
export function operateParts<A extends Operand>(
  name: string,
  compute: (...values: Value[]) => readonly Value[],
  operands: readonly A[],
): readonly Result<A>[] {
  const values = operands.map((operand, k) => readOperand(operand, NAMES[k], `autodiff.${name}`));
  const parts: readonly Tensor[] = values.every(isPlain)
    ? onHeap(() => compute(...values)).map(published)
    : compute(...values).map(keptArray);
  return parts as readonly Result<A>[];
}

const NAMES = ['a', 'b'] as const;
