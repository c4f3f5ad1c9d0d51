import fc from 'fast-check';
import type { Data, DataOf, DType } from '../dtype.js';
import { allocate } from '../internal/allocate.js';
import { make } from '../internal/make.js';
import { format, sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import { broadcastTo } from '../views/broadcast-to.js';
import { copy } from '../views/copy.js';
import { toNested } from '../views/to-nested.js';
import { floats } from './floats.js';
import { laidOut } from './laid-out.js';
import { shapes } from './shapes.js';

/** Constraints of {@link stridedArrays}. */
export interface StridedArraysConstraints<T extends DType = 'float64'> {
  /** The shape, or an arbitrary of shapes. Default {@link shapes}`()`. */
  readonly shape?: readonly number[] | fc.Arbitrary<readonly number[]>;
  /** The element type. Default `'float64'`. */
  readonly dtype?: T;
  /** The elements. Default {@link floats}`({ dtype })`, or all the values of an integer type. */
  readonly element?: fc.Arbitrary<number>;
}

/**
 * An arbitrary of arrays in any layout in memory: axes permuted, elements apart, axes that run backwards, offsets,
 * and axes that repeat one element by a stride of 0. What the buffer holds besides the elements is NaN (−1 in an
 * integer type). It shrinks to packed arrays.
 *
 * The law to test with it: a function of an array does not see its layout, f(x) = f(copy(x)).
 *
 * @example
 * import fc from 'fast-check';
 * import { copy, sum } from '@monge/ndarray';
 * fc.assert(fc.property(stridedArrays(), (x) => sum(x) === sum(copy(x))));
 */
export function stridedArrays<T extends DType = 'float64'>(
  constraints?: StridedArraysConstraints<T>,
): fc.Arbitrary<NdArray<DataOf[T]>>;
export function stridedArrays(constraints: StridedArraysConstraints<DType> = {}): fc.Arbitrary<NdArray> {
  const { shape = shapes(), dtype = 'float64', element = anyElement(dtype) } = constraints;
  const anyShape = 'generate' in shape ? shape : fc.constant(shape);
  return anyShape.chain((drawn) => {
    const axes = [...drawn.keys()];
    const size = sizeOf(drawn);
    const elements = fc.array(element, { minLength: size, maxLength: size });
    const step = fc.tuple(...axes.map(anyStep));
    const order = fc.shuffledSubarray(axes, { minLength: axes.length });
    return fc
      .tuple(elements, fc.record({ order, step, margin: fc.nat(3) }))
      .map(([values, layout]) =>
        described(laidOut(spread(values, drawn, layout.step, dtype), drawn, layout)),
      );
  });
}

function anyStep(): fc.Arbitrary<number> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: fc.constant(1) },
    { weight: 4, arbitrary: fc.constantFrom(-1, 2, -2, 3, -3) },
    { weight: 1, arbitrary: fc.constant(0) },
  );
}

function anyElement(dtype: DType): fc.Arbitrary<number> {
  if (dtype === 'int32') return fc.integer();
  if (dtype === 'uint32') return fc.integer({ min: 0, max: 2 ** 32 - 1 });
  if (dtype === 'uint8') return fc.nat(255);
  return floats({ dtype });
}

/** The elements of the whole shape, of which those along axes of step 0 are the same. */
function spread(elements: number[], shape: readonly number[], step: readonly number[], dtype: DType): Data {
  const distinct = shape.map((length, axis) => (step[axis] === 0 ? Math.min(length, 1) : length));
  const data = allocate(dtype, sizeOf(distinct));
  data.set(elements.slice(0, data.length));
  return copy(broadcastTo(make(data, distinct), shape)).data;
}

/** Lets fast-check print the array of a counterexample by its contents and layout. */
function described(array: NdArray): NdArray {
  const { dtype, shape, stride, offset } = array;
  const show = () =>
    `${dtype} ${fc.stringify(toNested(array))} (shape ${format(shape)}, stride ${format(stride)}, offset ${offset})`;
  return Object.defineProperty(array, fc.toStringMethod, { value: show });
}
