import { broadcastShapes, broadcastTo, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import { stretchingTo } from '../stretching.js';

const pairs = shapes().chain((shape) => fc.tuple(stretchingTo(shape), stretchingTo(shape)));

describe('broadcastShapes', () => {
  it('does not mind the order', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(broadcastShapes(a, b)).toEqual(broadcastShapes(b, a));
      }),
    );
  });

  it('does not mind the grouping', () => {
    const triples = shapes().chain((shape) =>
      fc.tuple(stretchingTo(shape), stretchingTo(shape), fc.constant(shape)),
    );
    fc.assert(
      fc.property(triples, ([a, b, c]) => {
        expect(broadcastShapes(a, b, c)).toEqual(broadcastShapes(broadcastShapes(a, b), c));
        expect(broadcastShapes(a, b, c)).toEqual(c);
      }),
    );
  });

  it('of one shape is the shape, and of none that of a number', () => {
    expect(broadcastShapes([2, 3])).toEqual([2, 3]);
    expect(broadcastShapes()).toEqual([]);
  });

  it('stretches 1 to 0 as well', () => {
    expect(broadcastShapes([1, 3], [0, 1])).toEqual([0, 3]);
  });

  it('refuses lengths that differ and are not 1', () => {
    const message =
      'ndarray.broadcastShapes: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got';
    expectFailure('shape', `${message} [2, 3] and [2]`, () => broadcastShapes([2, 3], [2]));
    expectFailure('shape', `${message} [0] and [2]`, () => broadcastShapes([0], [2]));
    expectFailure('shape', 'ndarray.broadcastShapes: expected a shape of integers ≥ 0, got [-1]', () =>
      broadcastShapes([-1]),
    );
  });
});

describe('broadcastTo', () => {
  it('repeats the elements along the stretched axes', () => {
    const shape = [2, 3, 4];
    const arrays = stretchingTo(shape).chain((own) => stridedArrays({ shape: own }));
    fc.assert(
      fc.property(arrays, (x) => {
        const y = broadcastTo(x, shape);
        expect(y.data).toBe(x.data);
        for (let i = 0; i < 2; i++) {
          for (let j = 0; j < 3; j++) {
            for (let k = 0; k < 4; k++) {
              const index = [i, j, k].slice(3 - x.dimension);
              expect(y.get(i, j, k)).toBe(x.get(...index.map((at, axis) => (x.shape[axis] === 1 ? 0 : at))));
            }
          }
        }
      }),
    );
  });

  it('makes an array of a number', () => {
    expect(toNested(broadcastTo(7, [2, 2]))).toEqual([
      [7, 7],
      [7, 7],
    ]);
  });

  it('refuses to shrink', () => {
    expectFailure(
      'shape',
      'ndarray.broadcastTo: expected a shape that x ([2, 1]) stretches to, got [1, 3]',
      () => broadcastTo([[1], [2]], [1, 3]),
    );
    expectFailure(
      'shape',
      'ndarray.broadcastTo: expected a shape that x ([1, 2]) stretches to, got [2]',
      () => broadcastTo([[1, 2]], [2]),
    );
  });
});
