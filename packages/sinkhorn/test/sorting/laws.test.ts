import { fromData, type NdArray } from '@monge/ndarray';
import {
  quantileNormalise,
  softQuantile,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const lists = fc
  .array(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 40 })
  .map((each) => each.map((x) => x / 100));
const epsilons = fc.constantFrom(1e-6, 1e-4, 1e-3, 1e-2, 0.1, 1, 100);
const sumOf = (x: ArrayLike<number>): number => Array.from(x).reduce((total, each) => total + each, 0);
const numbers = (x: NdArray): number[] => Array.from(x.data as Float64Array);

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const far = Array.from(actual, (x, i) => Math.abs(x - expected[i])).reduce((a, b) => Math.max(a, b), 0);
  expect(far).toBeLessThanOrEqual(tolerance);
}

const check = (run: (x: number[], epsilon: number) => void): void =>
  fc.assert(fc.property(lists, epsilons, run), { numRuns: 60 });

describe('soft sorting', () => {
  it('ascends, within the values, with their mean', () => {
    check((x, epsilon) => {
      const sorted = numbers(softSort(x, { epsilon }));
      for (let j = 1; j < sorted.length; j++) expect(sorted[j]).toBeGreaterThanOrEqual(sorted[j - 1] - 1e-7);
      expect(Math.max(...sorted)).toBeLessThanOrEqual(Math.max(...x) + 1e-6);
      expect(Math.min(...sorted)).toBeGreaterThanOrEqual(Math.min(...x) - 1e-6);
      expect(sumOf(sorted)).toBeCloseTo(sumOf(x), 6);
    });
  });

  it('does not depend on the order of the values, and ranks and masks go along with it', () => {
    fc.assert(
      fc.property(lists, epsilons, fc.integer({ min: 1, max: 100 }), (x, epsilon, by) => {
        const turn = <T>(list: readonly T[]): T[] =>
          list.map((_, i) => list[(i + by) % list.length]).reverse();
        const [options, turned] = [{ epsilon }, turn(x)];
        expectClose(numbers(softSort(turned, options)), numbers(softSort(x, options)), 1e-6);
        expectClose(numbers(softRank(turned, options)), turn(numbers(softRank(x, options))), 1e-5);
        expectClose(numbers(softTopK(turned, 1, options)), turn(numbers(softTopK(x, 1, options))), 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('is equivariant under x → αx + β with α > 0', () => {
    check((x, epsilon) => {
      const moved = x.map((each) => 3.7 * each - 11);
      const expected = numbers(softSort(x, { epsilon })).map((each) => 3.7 * each - 11);
      expectClose(numbers(softSort(moved, { epsilon })), expected, 1e-5);
      expectClose(numbers(softRank(moved, { epsilon })), numbers(softRank(x, { epsilon })), 1e-5);
    });
  });

  it('without squashing is equivariant if epsilon and the targets are scaled too', () => {
    check((x, epsilon) => {
      const targets = [-3, -1, 0, 2, 7];
      const options = { epsilon, squash: 'none' } as const;
      const moved = softSort(
        x.map((each) => 2 * each + 5),
        { ...options, epsilon: 4 * epsilon, targets: targets.map((each) => 2 * each + 5) },
      );
      const expected = numbers(softSort(x, { ...options, targets })).map((each) => 2 * each + 5);
      expectClose(numbers(moved), expected, 1e-5);
    });
  });

  it('orders ranks as the values, equal for equal ones, with the sum of 0 … n − 1', () => {
    check((x, epsilon) => {
      const ranks = numbers(softRank(x, { epsilon }));
      expect(sumOf(ranks)).toBeCloseTo((x.length * (x.length - 1)) / 2, 5);
      for (let i = 1; i < x.length; i++) {
        const [rise, step] = [ranks[i] - ranks[i - 1], Math.sign(x[i] - x[i - 1])];
        expect(step === 0 ? -Math.abs(rise) : rise * step).toBeGreaterThanOrEqual(-1e-9);
      }
    });
  });

  it('selects shares in [0, 1] that sum to k', () => {
    check((x, epsilon) => {
      const k = 1 + ((x.length - 1) >> 1);
      if (k >= x.length) return;
      const mask = numbers(softTopK(x, k, { epsilon }));
      expect(sumOf(mask)).toBeCloseTo(k, 7);
      expect(mask.every((share) => share >= 0 && share <= 1 + 1e-12)).toBe(true);
    });
  });

  it('is sharp as epsilon → 0', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(distinct, (x) => {
        const sorted = x.toSorted((a, b) => a - b);
        const options = { epsilon: 1e-8 };
        expectClose(numbers(softSort(x, options)), sorted, 1e-6 * 500);
        expectClose(
          numbers(softRank(x, options)),
          x.map((each) => sorted.indexOf(each)),
          1e-6,
        );
        expectClose(numbers(softSort(x, { ...options, topK: 2 })), sorted.slice(-2), 1e-6 * 500);
        expectClose(
          numbers(softTopK(x, 2, options)),
          x.map((each) => (sorted.indexOf(each) >= x.length - 2 ? 1 : 0)),
          1e-6,
        );
        expectClose(
          numbers(
            quantileNormalise(
              x,
              sorted.map((_, j) => j * j),
              options,
            ),
          ),
          x.map((each) => sorted.indexOf(each) ** 2),
          1e-6 * x.length ** 2,
        );
        expectClose(
          numbers(softQuantile(x, [0.5 / x.length], { ...options, share: 0.1 / x.length })),
          [sorted[0]],
          1e-3,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('gives means as epsilon → ∞', () => {
    check((x) => {
      const [n, mean] = [x.length, sumOf(x) / x.length];
      const options = { epsilon: 1e9 };
      expectClose(
        numbers(softSort(x, options)),
        x.map(() => mean),
        1e-6,
      );
      expectClose(
        numbers(softRank(x, options)),
        x.map(() => (n - 1) / 2),
        1e-6,
      );
      expectClose(
        numbers(softTopK(x, 1, options)),
        x.map(() => 1 / n),
        1e-6,
      );
    });
  });

  it('sorts the rows of a matrix as their values, if these are among them', () => {
    check((x, epsilon) => {
      const rows = sortWith(
        x,
        x.map((each) => [each, -2 * each]),
        { epsilon },
      );
      const sorted = numbers(softSort(x, { epsilon }));
      expectClose(
        numbers(rows),
        sorted.flatMap((each) => [each, -2 * each]),
        1e-9,
      );
    });
  });

  it('takes any axis of a batch, in any layout', () => {
    const data = Float64Array.from({ length: 24 }, (_, i) => Math.sin(7 * i));
    const x = fromData(data, [2, 3, 4]);
    for (const axis of [0, 1, 2, -2]) {
      const sorted = softSort(x, { axis });
      expect(sorted.shape).toEqual([2, 3, 4]);
      const [i, j, k] = [1, 2, 3];
      const at = (axis + 3) % 3;
      const list = Array.from({ length: x.shape[at] }, (_, p) => x.get(...[i, j, k].with(at, p)));
      const expected = numbers(softSort(list));
      const actual = list.map((_, p) => sorted.get(...[i, j, k].with(at, p)));
      expectClose(actual, expected, 1e-12);
    }
    const reversed = { data, shape: [24], stride: [-1], offset: 23 };
    expectClose(numbers(softSort(reversed)), numbers(softSort(data)), 1e-9);
  });
});
