import { grad, sum } from '@monge/autodiff';
import { DomainError, fromData, ShapeError, toNested } from '@monge/ndarray';
import {
  quantileNormalise,
  softQuantile,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';

describe('soft sorting at its edges', () => {
  it('takes a single value', () => {
    expect(toNested(softSort([3]))).toEqual([3]);
    expect(toNested(softRank([3]))).toEqual([0]);
    expect(softQuantile([3], 0.5).get()).toBeCloseTo(3, 12);
    expect(
      softQuantile(
        [
          [3, 1],
          [2, 5],
        ],
        0.5,
        { axis: 0 },
      ).shape,
    ).toEqual([2]);
    expect(toNested(grad((x) => sum(softSort(x)))([3]))).toEqual([1]);
  });

  it('takes equal values, and differentiates at them', () => {
    const x = [0.1, 0.1, 0.1, 0.1];
    for (const epsilon of [1e-6, 1e-2, 1]) {
      for (const each of softSort(x, { epsilon }).data) expect(each).toBeCloseTo(0.1, 8);
      for (const each of softRank(x, { epsilon }).data) expect(each).toBeCloseTo(1.5, 8);
      const gradient = grad((z) => sum(softRank(z, { epsilon })))(x);
      expect((gradient as { data: Float64Array }).data.every(Number.isFinite)).toBe(true);
    }
  });

  it('shares ranks among ties', () => {
    const ranks = softRank([2, 1, 2, 5], { epsilon: 1e-5 }).data;
    [1.5, 0, 1.5, 3].forEach((rank, i) => {
      expect(ranks[i]).toBeCloseTo(rank, 6);
    });
  });

  it('keeps float32', () => {
    const x = Float32Array.of(3, 1, 2);
    const sorted = softSort(x, { epsilon: 1e-3 });
    expect(sorted.data).toBeInstanceOf(Float32Array);
    expect(grad((z) => sum(softSort(z)))(x).data).toBeInstanceOf(Float32Array);
    expect(sortWith(x, fromData(Float32Array.of(1, 2, 3), [3, 1])).data).toBeInstanceOf(Float32Array);
  });

  it('gives quantiles in the order of the levels', () => {
    const x = Float64Array.from({ length: 41 }, (_, i) => (i * 17) % 41);
    const [low, high, middle] = softQuantile(x, [0.2, 0.8, 0.5], { epsilon: 1e-5 }).data;
    expect(low).toBeLessThan(middle);
    expect(middle).toBeLessThan(high);
    expect(middle).toBeCloseTo(20, 6);
  });

  it('takes values that are far apart, and clusters', () => {
    const x = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1e6 : -1e6) + Math.sin(i));
    for (const squash of ['sigmoid', 'none'] as const) {
      for (const epsilon of [1e-4, 1]) {
        const targets = Float64Array.from({ length: 200 }, (_, j) =>
          squash === 'none' ? -1e6 + (2e6 * j) / 199 : j / 199,
        );
        const sorted = softSort(x, {
          squash,
          epsilon: squash === 'none' ? epsilon * 1e12 : epsilon,
          targets,
        }).data;
        expect(
          sorted.every((each, j) => Number.isFinite(each) && (j === 0 || each >= sorted[j - 1] - 1e-3)),
        ).toBe(true);
      }
    }
  });

  it('refuses what it cannot sort', () => {
    expect(() => softSort([1, Number.NaN])).toThrow(
      new DomainError('sinkhorn.softSort: expected finite values in x, got NaN at 1; clip or drop it'),
    );
    expect(() => softRank([1, Infinity])).toThrow(DomainError);
    expect(() => softSort([[], []])).toThrow(ShapeError);
    expect(() => softSort([1, 2], { axis: 1 })).toThrow(DomainError);
    expect(() => softSort([1, 2], { epsilon: 0 })).toThrow('expected epsilon in (0, ∞)');
    expect(() => softSort([1, 2], { threshold: 0 })).toThrow(DomainError);
    expect(() => softSort([1, 2], { size: 1.5 })).toThrow(DomainError);
    expect(() => softSort([1, 2], { topK: 2 })).toThrow('expected k to be an integer in [1, 2)');
    expect(() => softSort([1, 2], { targets: [1, 0] })).toThrow('ascending');
    expect(() => softTopK([1, 2], 0)).toThrow(DomainError);
    expect(() => softQuantile([1, 2], [0])).toThrow('levels in (0, 1)');
    expect(() => softQuantile([1, 2], [0.5, 0.5])).toThrow('different levels');
    expect(() => softQuantile([1, 2], 0.5, { share: 2 })).toThrow(DomainError);
    expect(() => quantileNormalise([1, 2], [1, 2], { targetWeights: [1, 0] })).toThrow(
      'targetWeights in (0, ∞)',
    );
    expect(() => quantileNormalise([1, 2], [1, 2], { targetWeights: [1] })).toThrow(ShapeError);
    expect(() => sortWith([1, 2], [1, 2])).toThrow('expected matrix of shape [2, k]');
    expect(() => softSort([1, 2], { size: 3, topK: 1 })).toThrow(
      'expected topK, or size and targets and targetWeights, got topK and size',
    );
    expect(() => softQuantile([1, 2], [[0.2, 0.5]])).toThrow(
      'expected levels of shape [k], or a number, got [1, 2]',
    );
    expect(() => softSort([[1, 2], [3]])).toThrow('sinkhorn.softSort: expected rows of equal length in x');
    expect(() => sortWith([1, 2], 'rows' as never)).toThrow(
      'sinkhorn.sortWith: expected matrix to be an array',
    );
  });
});
