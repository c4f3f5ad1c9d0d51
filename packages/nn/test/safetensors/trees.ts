import { type Data, fromData, type NdArray } from '@monge/ndarray';
import fc from 'fast-check';

const constructors = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array];

/** Arrays of all element types with any bits at all, NaNs of every kind among them, of rank 0 to 3; some are empty. */
const arrays: fc.Arbitrary<NdArray> = fc
  .tuple(fc.array(fc.nat({ max: 4 }), { maxLength: 3 }), fc.constantFrom(...constructors))
  .chain(([shape, Elements]) => {
    const length = shape.reduce((size, each) => size * each, Elements.BYTES_PER_ELEMENT);
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => fromData<Data>(new Elements(bytes.slice().buffer), shape));
  });

/** Trees of arrays and numbers, with names that take escapes, several bytes, or look like others. */
export const trees: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    arrays,
    fc.double(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 5 }),
        fc.constantFrom('w', '0', '__proto__', 'constructor'),
      ),
      tie('tree'),
      { maxKeys: 4 },
    ),
  ),
})).tree;
