import { grad, sum, type Tensor } from '@monge/autodiff';
import { DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import {
  quantileNormalise,
  softQuantile,
  softQuantise,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const epsilons = fc.constantFrom(1e-6, 1e-4, 1e-2, 1, 100);
/** Values, and how many of each. */
const counted = fc
  .array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 4 })), {
    minLength: 3,
    maxLength: 25,
  })
  .map((pairs) => ({ x: pairs.map(([x]) => x / 100), counts: pairs.map(([, count]) => count) }));
/** Values, and weights of which some may be zero. */
const weighted = fc
  .array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 30 })), {
    minLength: 4,
    maxLength: 25,
  })
  .map((pairs) => ({ x: pairs.map(([x]) => x / 100), weights: pairs.map(([, weight]) => weight / 7) }))
  .filter(({ weights }) => weights.filter((weight) => weight > 0).length > 2);

const numbers = (x: NdArray): number[] => Array.from(x.data as Float64Array);
const sumOf = (x: readonly number[]): number => x.reduce((total, each) => total + each, 0);
const shares = (weights: readonly number[]): number[] => weights.map((each) => each / sumOf(weights));
const mean = (x: readonly number[], weights: readonly number[]): number =>
  sumOf(shares(weights).map((share, i) => share * x[i]));

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, each] of actual.entries())
    expect(Math.abs(each - expected[i])).toBeLessThanOrEqual(tolerance);
}

/** The mean of the quantile function of a weighted list from one level to another. */
function meanBetween(x: readonly number[], weights: readonly number[], from: number, to: number): number {
  const order = x.map((_, i) => i).sort((i, j) => x[i] - x[j]);
  const each = shares(weights);
  let [level, total] = [0, 0];
  for (const i of order) {
    total += x[i] * Math.max(0, Math.min(level + each[i], to) - Math.max(level, from));
    level += each[i];
  }
  return total / (to - from);
}

describe('weighted soft sorting', () => {
  it('counts a value of weight k as k values', () => {
    fc.assert(
      fc.property(counted, epsilons, fc.constantFrom(1, 0.3), ({ x, counts }, epsilon, unit) => {
        const repeated = x.flatMap((each, i) => new Array<number>(counts[i]).fill(each));
        const every = <T>(list: readonly T[]): T[] =>
          list.flatMap((each, i) => new Array<T>(counts[i]).fill(each));
        const weights = counts.map((count) => unit * count);
        const [one, all] = [{ epsilon, weights }, { epsilon }];
        const target = { size: 7 };
        const by = (run: (list: readonly number[], options: { epsilon: number }) => NdArray) =>
          [numbers(run(x, one)), numbers(run(repeated, all))] as const;
        for (const [actual, expected] of [
          by((list, options) => softSort(list, { ...options, ...target })),
          by((list, options) => softQuantile(list, [0.7, 0.2], { ...options, share: 0.1 })),
        ]) {
          expectClose(actual, expected, 1e-5);
        }
        for (const [actual, expected] of [
          by((list, options) => softQuantise(list, { ...options, ...target })),
          by((list, options) => quantileNormalise(list, [1, 2, 5], options)),
        ]) {
          expectClose(every(actual), expected, 1e-5);
        }
        const level = (rank: number, n: number): number => (rank + 0.5) / n;
        const [ranks, expected] = by((list, options) => softRank(list, { ...options, ...target }));
        expectClose(
          every(ranks.map((rank) => level(rank, x.length))),
          expected.map((rank) => level(rank, repeated.length)),
          1e-6,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out values of weight zero, wherever they lie, but ranks them', () => {
    fc.assert(
      fc.property(weighted, epsilons, ({ x, weights }, epsilon) => {
        const kept = x.flatMap((_, i) => (weights[i] > 0 ? [i] : []));
        const pick = (list: readonly number[]): number[] => kept.map((i) => list[i]);
        const moved = x.map((each, i) => (weights[i] > 0 ? each : 40 * each));
        const [all, some] = [
          { epsilon, weights },
          { epsilon, weights: pick(weights) },
        ];
        const [size, k] = [x.length, 2];
        expectClose(numbers(softSort(moved, all)), numbers(softSort(pick(x), { ...some, size })), 1e-5);
        expectClose(
          numbers(softSort(moved, { ...all, topK: k })),
          numbers(softSort(pick(x), { ...some, topK: k })),
          1e-5,
        );
        expectClose(
          numbers(softQuantile(moved, [0.4], all)),
          numbers(softQuantile(pick(x), [0.4], some)),
          1e-5,
        );
        expectClose(pick(numbers(softTopK(moved, k, all))), numbers(softTopK(pick(x), k, some)), 1e-6);
        const ranks = numbers(softRank(moved, all));
        expectClose(pick(ranks), numbers(softRank(pick(x), { ...some, size })), 1e-5);
        for (let i = 1; i < x.length; i++) {
          expect((ranks[i] - ranks[i - 1]) * Math.sign(moved[i] - moved[i - 1])).toBeGreaterThanOrEqual(
            -1e-9,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the sum of the weights, and even ones change nothing', () => {
    fc.assert(
      fc.property(weighted, epsilons, ({ x, weights }, epsilon) => {
        const scaled = weights.map((weight) => 1e3 * weight);
        const [even, evenTargets] = [x.map(() => 3), [2, 2, 2]];
        for (const f of [softSort, softRank, softQuantise] as const) {
          expectClose(numbers(f(x, { epsilon, weights: scaled })), numbers(f(x, { epsilon, weights })), 1e-6);
          expectClose(numbers(f(x, { epsilon, weights: even })), numbers(f(x, { epsilon })), 1e-6);
          expectClose(
            numbers(f(x, { epsilon, targetWeights: evenTargets })),
            numbers(f(x, { epsilon, size: 3 })),
            1e-6,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the mean by weight, and the mean of the ranks, for any targets', () => {
    const uneven = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(weighted, uneven, epsilons, ({ x, weights }, targetWeights, epsilon) => {
        const options = { epsilon, weights, targetWeights };
        const sorted = numbers(softSort(x, options));
        expect(mean(sorted, targetWeights)).toBeCloseTo(mean(x, weights), 6);
        for (let j = 1; j < sorted.length; j++)
          expect(sorted[j]).toBeGreaterThanOrEqual(sorted[j - 1] - 1e-6);
        expect(mean(numbers(softQuantise(x, options)), weights)).toBeCloseTo(mean(x, weights), 6);
        const n = weights.filter((weight) => weight > 0).length;
        expect(mean(numbers(softRank(x, options)), weights)).toBeCloseTo((n - 1) / 2, 6);
        expect(mean(numbers(softTopK(x, 2, { epsilon, weights })), weights)).toBeCloseTo(2 / n, 7);
      }),
      { numRuns: 60 },
    );
  });

  it('meets the weighted quantile function as epsilon → 0, and means as epsilon → ∞', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(
        distinct,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 20, maxLength: 20 }),
        (x, some) => {
          const weights = some.slice(0, x.length);
          const targetWeights = [1, 3, 0.5, 2];
          const ends = [0, ...targetWeights.map((_, j) => sumOf(targetWeights.slice(0, j + 1)) / 6.5)];
          const sharp = { epsilon: 1e-8, weights };
          const between = (from: number, to: number): number => meanBetween(x, weights, from, to);
          const expected = targetWeights.map((_, j) => between(ends[j], ends[j + 1]));
          expectClose(numbers(softSort(x, { ...sharp, targetWeights })), expected, 2e-3);
          expectClose(
            numbers(softQuantile(x, [0.3, 0.8], { ...sharp, share: 0.1 })),
            [between(0.25, 0.35), between(0.75, 0.85)],
            2e-3,
          );
          // Where the middles of the targets are as fine as the weights, ranks are those of the middles of the values.
          const total = sumOf(weights);
          const ranks = x.map((value) => {
            const [below, own] = [(i: number) => x[i] < value, (i: number) => x[i] === value];
            const weigh = (which: (i: number) => boolean) => sumOf(weights.filter((_, i) => which(i)));
            return (x.length * (weigh(below) + weigh(own) / 2)) / total - 0.5;
          });
          expectClose(numbers(softRank(x, { ...sharp, size: total })), ranks, 1e-4);
          const blurred = { epsilon: 1e9, weights };
          const middle = mean(x, weights);
          expectClose(
            numbers(softSort(x, { ...blurred, targetWeights })),
            targetWeights.map(() => middle),
            1e-5,
          );
          expectClose(
            numbers(softQuantise(x, blurred)),
            x.map(() => middle),
            1e-5,
          );
          expectClose(
            numbers(softRank(x, blurred)),
            x.map(() => (x.length - 1) / 2),
            1e-5,
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives the largest first where this is asked for, which is sorting from the other side', () => {
    fc.assert(
      fc.property(weighted, epsilons, ({ x, weights }, epsilon) => {
        const options = { epsilon, weights };
        const [down, negated] = [{ ...options, descending: true }, x.map((each) => -each)];
        const negative = (list: readonly number[]): number[] => list.map((each) => -each);
        expectClose(numbers(softSort(x, down)), numbers(softSort(x, options)).reverse(), 0);
        expectClose(numbers(softSort(x, down)), negative(numbers(softSort(negated, options))), 1e-5);
        expectClose(
          numbers(softSort(x, { ...down, topK: 2 })),
          numbers(softSort(x, { ...options, topK: 2 })).reverse(),
          0,
        );
        expectClose(numbers(softRank(x, down)), numbers(softRank(negated, options)), 1e-5);
        const rows = x.map((each) => [each, 1]);
        expectClose(
          numbers(sortWith(x, rows, down)).filter((_, at) => at % 2 === 0),
          numbers(softSort(x, down)),
          1e-9,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('takes weights for all lists, or for each value, along any axis', () => {
    const [x, weights] = [7, 11].map((k) =>
      fromData(
        Float64Array.from({ length: 24 }, (_, i) => 1 + Math.sin(k * i * i)),
        [2, 3, 4],
      ),
    );
    for (const axis of [0, 1, -1]) {
      const at = (axis + 3) % 3;
      const own = softSort(x, { axis, weights });
      const shared = softSort(x, { axis, weights: [1, 3, 2, 5].slice(0, x.shape[at]) });
      const place = [1, 2, 3];
      const along = (array: NdArray): number[] =>
        Array.from({ length: x.shape[at] }, (_, p) => array.get(...place.with(at, p)));
      expectClose(along(own), numbers(softSort(along(x), { weights: along(weights) })), 1e-12);
      expectClose(
        along(shared),
        numbers(softSort(along(x), { weights: [1, 3, 2, 5].slice(0, x.shape[at]) })),
        1e-12,
      );
    }
  });

  it('counts the values that weigh anything in each list', () => {
    const x = [
      [3, 1, 2, 9, 9],
      [5, 4, 3, 2, 1],
    ];
    const weights = [
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 1],
    ];
    const sharp = { epsilon: 1e-4, weights };
    expectClose(numbers(softTopK(x, 1, sharp)), [1, 0, 0, 1, 1, 1, 0, 0, 0, 0], 1e-6);
    expectClose(numbers(softRank(x, { ...sharp, size: 15 })), [2, 0, 1, 2.4, 2.4, 4, 3, 2, 1, 0], 1e-4);
    expectClose(numbers(softSort(x, { ...sharp, topK: 2, descending: true })), [3, 2, 5, 4], 1e-6);
  });

  it('ascends within the values even where targets weigh less than the error of the plan', () => {
    const x = Array.from({ length: 60 }, (_, i) => (i % 7 === 0 ? 1e6 : 0) + Math.sin(7 * i));
    const targetWeights = [1e-11, 1, 1e-10, 1e-9, 2, 1e-12, 0.3, 1e-11];
    for (const squash of ['sigmoid', 'none'] as const) {
      for (const epsilon of [1e-6, 1e-3, 1]) {
        const sorted = numbers(softSort(x, { epsilon, squash, targetWeights }));
        const bounded = [Math.min(...x), ...sorted, Math.max(...x)];
        for (let j = 1; j < bounded.length; j++) {
          expect(bounded[j]).toBeGreaterThanOrEqual(bounded[j - 1] - 1e-8);
        }
      }
    }
  });

  it('takes a thousand weighted values, where the kernel is interpolated, as it takes them one by one', () => {
    const n = 1500;
    const x = Array.from({ length: n }, (_, i) => Math.sin(1.7 * i) + ((i * 37) % 101) / 50);
    const counts = x.map((_, i) => i % 3);
    const repeated = x.flatMap((each, i) => new Array<number>(counts[i]).fill(each));
    for (const epsilon of [1e-5, 1e-2]) {
      expectClose(
        numbers(softSort(x, { epsilon, weights: counts, size: 1100 })),
        numbers(softSort(repeated, { epsilon, size: 1100 })),
        1e-6,
      );
    }
  });

  it('takes few, equal and far values, batches of none, and float32', () => {
    expect(numbers(softSort([3, 8], { weights: [1, 0] }))).toEqual([3, 3]);
    expect(numbers(softRank([3, 8], { weights: [0, 1] }))[1]).toBeCloseTo(0, 12);
    expectClose(numbers(softSort([2, 2, 7], { weights: [1, 5, 0], size: 2 })), [2, 2], 1e-9);
    expectClose(
      numbers(softSort([1e200, 3e200, 2e200], { epsilon: 1e-4 })).map((each) => each / 1e200),
      [1, 2, 3],
      1e-6,
    );
    const empty = fromData(new Float64Array(0), [0, 3]);
    expect(softTopK(empty, 1, { weights: [1, 2, 3] }).shape).toEqual([0, 3]);
    expect(softQuantile(empty, [0.2, 0.5]).shape).toEqual([0, 2]);
    const single = softRank(Float32Array.of(1, 2), { weights: [1, 2] });
    expect(single.data).toBeInstanceOf(Float32Array);
    const byWeights = grad((weights: Tensor) => sum(softSort([3, 1], { weights, topK: 1 })));
    expect(byWeights(Float32Array.of(1, 2)).data).toBeInstanceOf(Float32Array);
  });

  it('refuses what cannot be weights or targets', () => {
    const x = [1, 2, 3];
    const refusal = (options: object) => () => softSort(x, options);
    expect(refusal({ weights: [1, 2] })).toThrow(
      new ShapeError('sinkhorn.softSort: expected weights of shape [3] (one for each value), got [2]'),
    );
    expect(() => softRank([x, x], { weights: [[1, 2, 3]] })).toThrow('weights of shape [3] or [2, 3]');
    expect(refusal({ weights: [1, -1, 2] })).toThrow(
      new DomainError('sinkhorn.softSort: expected weights in [0, ∞), got -1 at 1'),
    );
    expect(refusal({ weights: [1, Number.NaN, 2] })).toThrow('got NaN at 1');
    expect(refusal({ weights: [0, 0, 0] })).toThrow('a sum in (0, ∞)');
    expect(refusal({ weights: [1e308, 1e308, 1e308] })).toThrow('a sum in (0, ∞)');
    expect(refusal({ targetWeights: [1, 0] })).toThrow('leave out targets of no weight');
    expect(refusal({ targetWeights: [1e308, 1e308] })).toThrow('a finite sum');
    expect(refusal({ targetWeights: [] })).toThrow('targetWeights of shape [m]');
    expect(refusal({ targetWeights: [1, 2], targets: [0, 1, 2] })).toThrow('targetWeights of shape [3]');
    expect(refusal({ targetWeights: [1, 2], size: 2 })).toThrow(
      'expected size, or targets and targetWeights, got size and targetWeights',
    );
    expect(refusal({ topK: 2, weights: [1, 1, 0] })).toThrow('expected k to be an integer in [1, 2)');
    expect(() => softQuantise(x, { size: 0 })).toThrow('sinkhorn.softQuantise: expected size');
    expect(() => quantileNormalise(x, [1, Number.NaN])).toThrow('ascending order, got NaN at 1');
  });
});
