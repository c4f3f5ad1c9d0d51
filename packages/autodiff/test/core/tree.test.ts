import { DTypeError, ShapeError } from '@monge/ndarray';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, flattenList } from '../../src/core/tree.js';

const trees = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.double({ noNaN: true }),
    fc.float64Array({ minLength: 1, maxLength: 2 }),
    fc.constantFrom(null, undefined),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;

describe('flatten', () => {
  it('takes apart what rebuild puts together', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { leaves, rebuild } = flatten(tree, 'tree', 'test');
        expect(rebuild(leaves)).toEqual(tree);
      }),
    );
  });

  it('matches a tree with itself, whatever the order of its keys', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { leaves, match } = flatten(tree, 'tree', 'test');
        expect(match(reversed(tree), 'other', 'test')).toEqual(leaves);
      }),
    );
  });

  it('takes nested numbers for one array, unless they stand for a list', () => {
    expect(flatten([1, 2], 'x', 'test').leaves).toEqual([[1, 2]]);
    expect(flattenList([1, 2], String, 'test').leaves).toEqual([1, 2]);
    expect(flatten([Float64Array.of(1), 2], 'x', 'test').match([3, 4], 'y', 'test')).toEqual([3, 4]);
  });

  it('has undefined for every leaf of a part that is missing', () => {
    const { match } = flatten({ a: [1, new Float64Array(2)], b: { c: 3 } }, 'x', 'test');
    expect(match({ b: { c: 4 } }, 'y', 'test')).toEqual([undefined, undefined, 4]);
    expect(match(undefined, 'y', 'test')).toEqual([undefined, undefined, undefined]);
  });

  it('says which part does not fit', () => {
    const { match } = flatten({ a: [new Float64Array(1), 2], b: 3 }, 'x', 'test');
    expect(() => match({ a: [1, 2], c: 3 }, 'y', 'test')).toThrow(ShapeError);
    expect(() => match({ a: [1, 2], c: 3 }, 'y', 'test')).toThrow(
      'expected y to have the parts .a, .b, got .a, .c',
    );
    expect(() => match({ a: [1, 2, 3] }, 'y', 'test')).toThrow(
      'y.a to have the parts [0], [1], got [0], [1], [2]',
    );
    expect(() => match({ a: 1 }, 'y', 'test')).toThrow('y.a to have the parts [0], [1], got number');
    expect(() => match({ b: { d: 1 } }, 'y', 'test')).toThrow('y.b to be a number or an array, got a record');
  });

  it('refuses what is neither a number, an array, a list nor a plain record', () => {
    expect(() => flatten({ a: ['b'] }, 'x', 'test')).toThrow(DTypeError);
    expect(() => flatten({ a: ['b'] }, 'x', 'test')).toThrow(
      'test: expected x.a[0] to be a number, an array',
    );
    expect(() => flatten(Promise.resolve(1), 'x', 'test')).toThrow('got a Promise');
    expect(() => flatten(() => 1, 'x', 'test')).toThrow('got function');
  });
});

function reversed(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(reversed);
  if (typeof tree !== 'object' || tree === null || ArrayBuffer.isView(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}
