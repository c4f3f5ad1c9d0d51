import { type JoinOptions, ShapeError } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense, shapeOf, sizeOf } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { zerosLike } from '../../core/zeros-like.js';
import { resolveAxis } from '../internal/axes.js';
import { sameShape } from '../internal/binary.js';
import { fit } from '../internal/fit.js';
import { partsOf } from '../internal/parts-of.js';
import { packedStride } from '../internal/strided-of.js';
import { evaluateView } from './view.js';

/** Arrays of like shape one after another along an axis. */
const concatenation: Primitive<number> = {
  name: 'concat',
  evaluate(inputs, axis, memory) {
    const parts = inputs.map(denseOf);
    const length = parts.reduce((total, { shape }) => total + shape[axis], 0);
    const shape = parts[0].shape.with(axis, length);
    const inner = sizeOf(shape.slice(axis + 1));
    const out = memory.allocate(
      parts.map(dtypeOfDense).includes('float64') ? 'float64' : 'float32',
      sizeOf(shape),
    );
    let offset = 0;
    for (const part of parts) {
      const block = part.shape[axis] * inner;
      for (let from = 0, to = offset; from < part.data.length; from += block, to += length * inner) {
        out.set(part.data.subarray(from, from + block), to);
      }
      offset += block;
    }
    return { data: out, shape };
  },
  vjp(cotangent, inputs, _, axis, wanted) {
    const lengths = inputs.map((input) => shapeOf(plainOf(input))[axis]);
    const parts = partsOf(cotangent, {
      name: 'concat',
      split: (x) => slabsOf(x, axis, lengths),
      join: (slabs) => concatValues(slabs, axis),
    });
    return inputs.map((input, k) => (wanted[k] ? fit(parts[k], input) : undefined));
  },
  jvp: (tangents, inputs, _, axis) =>
    concatValues(
      tangents.map((tangent, k) => tangent ?? zerosLike(inputs[k])),
      axis,
    ),
};

/** Slabs of some thicknesses along an axis, one after another. */
function slabsOf(x: Dense, axis: number, lengths: readonly number[]): Dense[] {
  const stride = packedStride(x.shape);
  let offset = 0;
  return lengths.map((length) => {
    const slab = evaluateView(x, { shape: x.shape.with(axis, length), stride, offset }, currentMemory());
    offset += length * stride[axis];
    return slab;
  });
}

/** The axis counts from the front; the shapes agree on the others. */
export function concatValues(parts: readonly Value[], axis: number): Value {
  return bind(concatenation, parts, axis);
}

/**
 * Arrays one after another along an axis that they have (the first by default).
 *
 * @throws ShapeError when there are no arrays, or their shapes differ on another axis.
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * concat([[1, 2], [3]]); // → [1, 2, 3]
 */
export function concat<A extends Operand>(arrays: readonly A[], { axis = 0 }: JoinOptions = {}): Result<A> {
  const caller = 'autodiff.concat';
  if (arrays.length === 0) throw new ShapeError(`${caller}: expected at least one array, got none`);
  return operate(
    'concat',
    (...values) => {
      const shapes = values.map((value) => shapeOf(plainOf(value)));
      const [first] = shapes;
      const along = resolveAxis(axis, first.length, caller);
      shapes.forEach((shape, k) => {
        if (shape.length === first.length && sameShape(shape.with(along, first[along]), first)) return;
        throw new ShapeError(
          `${caller}: expected arrays[${k}] of the shape of arrays[0] ([${first.join(', ')}]) except along axis ${along}, got [${shape.join(', ')}]`,
        );
      });
      return concatValues(values, along);
    },
    arrays,
  );
}
