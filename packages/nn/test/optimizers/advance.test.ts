import { add } from '@monge/autodiff';
import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import {
  array,
  copy,
  DomainError,
  type FloatDType,
  fromData,
  type NdArray,
  ShapeError,
} from '@monge/ndarray';
import {
  adam,
  adamw,
  advance,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  clipByValue,
  momentum,
  type Optimizer,
  sgd,
} from '@monge/nn';
import { normal } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { elements } from '../support/elements.js';
import { gradients, start } from '../support/paths.js';

/** A gradient descent without `advance`. */
const { init, update } = sgd({ learningRate: 0.03 });
const optimizers: readonly (readonly [string, Optimizer])[] = [
  ['sgd', sgd({ learningRate: 0.03 })],
  ['momentum', momentum({ learningRate: 0.03, decay: 0.8 })],
  ['momentum, nesterov', momentum({ learningRate: 0.03, mode: 'nesterov' })],
  ['adam', adam({ learningRate: 0.05 })],
  ['adamw', adamw({ learningRate: 0.05, decay: 0.1, mask: (name) => name === 'w' })],
  ['clipByGlobalNorm, adam', chain(clipByGlobalNorm(25), adam({ learningRate: 0.05 }))],
  ['momentum, clipByValue', chain(momentum({ learningRate: 1 }), clipByValue(0.7))],
  ['an optimiser of two functions', { init, update }],
];
const dtypes: readonly FloatDType[] = ['float32', 'float64'];
const cases = optimizers.flatMap(([name, optimizer]) =>
  dtypes.map((dtype) => [name, dtype, optimizer] as const),
);

const inType = (tree: unknown, dtype: FloatDType): unknown =>
  mapLeaves((leaf: NdArray) => array(leaf, { dtype }), tree);
const copyOf = (tree: unknown): unknown =>
  mapLeaves((leaf: NdArray | number) => (typeof leaf === 'number' ? leaf : copy(leaf)), tree);
const buffersOf = (tree: unknown): unknown[] =>
  namedLeaves(tree).flatMap(([, leaf]) => (typeof leaf === 'number' ? [] : [(leaf as NdArray).data.buffer]));

describe('advance', () => {
  it.each(cases)(
    'of %s is the same to the bit in place and in the memory of older steps, in %s',
    (...[, dtype, optimizer]) => {
      const params = inType(start, dtype);
      const begin = { params, state: optimizer.init(params) };
      let pure = begin;
      let inPlace = { params: copyOf(params), state: optimizer.init(params) };
      let rotating = begin;
      let older: typeof begin | undefined;
      for (const gradient of gradients) {
        pure = advance(optimizer, gradient, pure.state, pure.params);
        inPlace = advance(optimizer, gradient, inPlace.state, inPlace.params, { reuse: inPlace });
        const next = advance(optimizer, gradient, rotating.state, rotating.params, { reuse: older });
        [older, rotating] = [rotating === begin ? undefined : rotating, next];
        expect(elements(inPlace)).toEqual(elements(pure));
        expect(elements(rotating)).toEqual(elements(pure));
      }
      expect(elements(params)).toEqual(elements(inType(start, dtype)));
    },
  );

  it('leads where update and applyUpdates lead, whatever the optimiser has', () => {
    const optimizer = { init, update };
    const state = init(start);
    const { updates } = update(gradients[0], state, start);
    expect(elements(advance(optimizer, gradients[0], state, start).params)).toEqual(
      elements(applyUpdates(start, updates)),
    );
  });

  it('takes no memory but that of what is given up', () => {
    const optimizer = chain(clipByGlobalNorm(9), adam());
    const params = { w: array(normal(1, [40, 30]), { dtype: 'float32' }), b: array(normal(2, [30])) };
    const gradient = copyOf(params);
    const first = { params, state: optimizer.init(params) };
    const memory = buffersOf(first);
    const second = advance(optimizer, gradient, first.state, first.params, { reuse: first });
    expect(buffersOf(second).map((buffer) => memory.indexOf(buffer))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(memory).size).toBe(6);
    const third = advance(optimizer, gradient, second.state, second.params);
    expect(buffersOf(third).filter((buffer) => memory.includes(buffer))).toEqual([]);
  });
});

describe('arrays that are given up', () => {
  const optimizer = momentum({ learningRate: 0.5 });

  it('throw when they are read again, and are what they were if the step is refused', () => {
    const params = { w: array([1, 2]), b: array([3]) };
    const state = optimizer.init(params);
    const reuse = { params, state };
    expect(() => advance(optimizer, { w: [1, 1], b: [1, 1] }, state, params, { reuse })).toThrow(ShapeError);
    expect(elements(reuse)).toEqual([1, 2, 3, 0, 0, 0, 0]);
    const reached = advance(optimizer, { w: [1, 1], b: [1] }, state, params, { reuse });
    expect(elements(reached.params)).toEqual([0.5, 1.5, 2.5]);
    expect(() => params.w.get(0)).toThrow(DomainError);
    expect(() => advance(optimizer, { w: [1, 1], b: [1] }, state, params)).toThrow(
      'nn.momentum: expected an array that is still there, got one that was given up for reuse; go on with what was returned for it, or keep a copy',
    );
    expect(() => advance(optimizer, reached.params, reached.state, reached.params, { reuse })).toThrow(
      DomainError,
    );
  });

  it('are as they were where others might see them change', () => {
    const slab = Float64Array.of(1, 2, 3, 4);
    const params = {
      part: fromData(slab.subarray(1, 3), [2]),
      typed: Float64Array.of(5),
      nested: [6],
      number: 7,
      frozen: Object.freeze(array([8])),
      backwards: fromData(Float64Array.of(9, 10), [2], [-1]),
      whole: array([11]),
    };
    const ones = {
      part: [1, 1],
      typed: [1],
      nested: [1],
      number: 1,
      frozen: [1],
      backwards: [1, 1],
      whole: [1],
    };
    const { whole, ...others } = params;
    const state = optimizer.init(params);
    const { params: reached } = advance(optimizer, ones, state, params, { reuse: { params, state } });
    expect(elements(reached)).toEqual([1.5, 2.5, 4.5, 5.5, 6.5, 7.5, 9.5, 8.5, 10.5]);
    expect(elements(mapLeaves((leaf: number | NdArray) => add(leaf, 0), others))).toEqual([
      2, 3, 5, 6, 7, 8, 10, 9,
    ]);
    expect(slab).toEqual(Float64Array.of(1, 2, 3, 4));
    expect(() => whole.data).toThrow(DomainError);
  });

  it('serve where they are no other part of the step', () => {
    const tied = array([1, 2]);
    const gradient = array([1, 1]);
    const step = (
      params: { a: NdArray; b: NdArray },
      by: { a: NdArray; b: NdArray },
      reuse?: typeof params,
    ) => {
      const state = optimizer.init(params);
      const options = reuse && { reuse: { params: reuse, state: optimizer.init(reuse) } };
      return elements(advance(optimizer, by, state, params, options).params);
    };
    // The same array twice, one that is a gradient too, one that is the other parameter, and one for two results.
    const own = { a: tied, b: tied };
    expect(step(own, { a: gradient, b: gradient }, own)).toEqual([0.5, 1.5, 0.5, 1.5]);
    const bowl = { a: array([2, 4]), b: array([6, 8]) };
    expect(step(bowl, bowl, bowl)).toEqual([1, 2, 3, 4]);
    expect(step(bowl, { a: bowl.b, b: bowl.a }, bowl)).toEqual([-1, 0, 5, 6]);
    expect(step(bowl, { a: gradient, b: gradient }, { a: bowl.b, b: bowl.a })).toEqual([1.5, 3.5, 5.5, 7.5]);
    expect(step(bowl, { a: gradient, b: gradient }, own)).toEqual([1.5, 3.5, 5.5, 7.5]);
    expect(elements([bowl, gradient])).toEqual([2, 4, 6, 8, 1, 1]);
  });

  it('are of the same structure as what is to lie there', () => {
    const params = { w: array([1]) };
    const state = optimizer.init(params);
    const reuse = { params: { w: array([1]), b: array([2]) } as typeof params, state };
    expect(() => advance(optimizer, { w: [1] }, state, params, { reuse })).toThrow(
      'nn.momentum: expected reuse.params to be a tree like params, with 1 arrays or numbers, got 2',
    );
    expect(
      elements(
        advance(optimizer, { w: [1] }, state, params, { reuse: { params: { w: array([1, 2]) }, state } })
          .params,
      ),
    ).toEqual([0.5]);
  });
});
