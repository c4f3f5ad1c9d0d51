import fc from 'fast-check';

/** Shapes that broadcast to the given one: leading axes dropped, lengths replaced by 1. */
export function stretchingTo(shape: readonly number[]): fc.Arbitrary<number[]> {
  const ones = fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length });
  return fc
    .tuple(ones, fc.nat(shape.length))
    .map(([isOne, dropped]) => shape.map((length, axis) => (isOne[axis] ? 1 : length)).slice(dropped));
}
