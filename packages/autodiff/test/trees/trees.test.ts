import { grad, multiply, sum, type Tensor } from '@monge/autodiff';
import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { DTypeError, type NdArray, ShapeError, toNested } from '@monge/ndarray';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const trees = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('list'), tie('record'), fc.constant(null)),
  leaf: fc.oneof(fc.double(), fc.float64Array({ maxLength: 3 })),
  list: fc.array(tie('record'), { maxLength: 3 }),
  record: fc.dictionary(fc.string({ minLength: 1 }), tie('tree'), { maxKeys: 3, noNullPrototype: true }),
})).tree;

test('mapping by the identity gives an equal tree, and composes', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(mapLeaves((leaf) => leaf, tree)).toEqual(tree);
      const tagged = mapLeaves((leaf) => Float64Array.of(typeof leaf === 'number' ? leaf : 0, 1), tree);
      expect(mapLeaves((x: Float64Array) => x[1], tagged)).toEqual(mapLeaves(() => 1, tree));
    }),
  );
});

test('names are unique, as many as there are leaves, and in the order of mapping', () => {
  const order: unknown[] = [];
  const tree = { net: [{ w: [[1, 2]], b: 3 }, { w: [4] }], none: null, scale: 5 };
  mapLeaves((leaf) => order.push(leaf), tree);
  expect(namedLeaves(tree).map(([, leaf]) => leaf)).toEqual(order);
  expect(namedLeaves(tree).map(([name]) => name)).toEqual(['net.0.w', 'net.0.b', 'net.1.w', 'scale']);
  expect(namedLeaves(7)).toEqual([['', 7]]);
});

test('traced values are leaves', () => {
  const f = (p: { a: Tensor; b: Tensor }) =>
    sum(mapLeaves((x: Tensor, y: number): Tensor => multiply(x, y), p, { a: 2, b: 3 }).b);
  expect(toNested(grad(f)({ a: [1], b: [1, 1] }).b as NdArray)).toEqual([3, 3]);
});

test('trees of other structures are refused by name', () => {
  expect(() => mapLeaves((x) => x, { a: { b: 1 } }, { a: { c: 1 } })).toThrow(
    new ShapeError('autodiff.mapLeaves: expected tree 2.a to have the parts .b, got .c'),
  );
  expect(() => namedLeaves({ a: new Map() })).toThrow(DTypeError);
});
