import { grad, multiply, sum, type Tensor } from '@monge/autodiff';
import { type NdArray, toNested } from '@monge/ndarray';
import {
  quantileNormalise,
  softQuantile,
  softQuantise,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/ott-sorting.json' with { type: 'json' };

const { x, matrix, weights: a } = document;
const n = x.length;
const values = Array.from({ length: 9 }, (_, j) => (-1 + j / 2) ** 3);
const weights = Array.from({ length: 9 }, (_, j) => j + 1);

/** OTT's ranks by m targets: these are at 0 … m − 1 over (m − 1)/(n − 1), not at the middles of what they stand for. */
const ottRanks = Array.from({ length: 9 }, (_, j) => (j * (n - 1)) / 8);

type Name = Exclude<keyof (typeof document.solutions)[number], 'epsilon' | 'weighted'>;

const functions: Record<Name, (epsilon: number) => NdArray> = {
  sort: (epsilon) => softSort(x, { epsilon }),
  'sort of size 5': (epsilon) => softSort(x, { epsilon, size: 5 }),
  'sort of the top 4': (epsilon) => softSort(x, { epsilon, topK: 4 }),
  'unsquashed sort': (epsilon) => softSort(x, { epsilon, squash: 'none' }),
  ranks: (epsilon) => softRank(x, { epsilon }),
  'ranks by 9 targets': (epsilon) => {
    const ranks = softRank(x, { epsilon, size: 9 }) as NdArray;
    return { ...ranks, data: ranks.data.map((rank) => ((9 * (rank + 0.5)) / n - 0.5) * ((n - 1) / 8)) };
  },
  'ranks by uneven targets': (epsilon) => quantileNormalise(x, ottRanks, { epsilon, targetWeights: weights }),
  'mask of the top 4': (epsilon) => softTopK(x, 4, { epsilon }),
  quantiles: (epsilon) => softQuantile(x, [0.1, 0.5, 0.7], { epsilon }),
  'wide quantiles': (epsilon) => softQuantile(x, [0.3, 0.6], { epsilon, share: 0.1 }),
  rows: (epsilon) => sortWith(x, matrix, { epsilon }),
  normalised: (epsilon) => quantileNormalise(x, values, { epsilon, targetWeights: weights }),
  'quantised to 4': (epsilon) => softQuantise(x, { epsilon, size: 4 }),
};

type WeightedName = keyof (typeof document.solutions)[number]['weighted'];

const ofWeighted: Record<WeightedName, (epsilon: number) => NdArray> = {
  sort: (epsilon) => softSort(x, { epsilon, weights: a, targetWeights: weights }),
  ranks: (epsilon) =>
    quantileNormalise(
      x,
      ottRanks.map((rank) => rank / (n - 1)),
      { epsilon, weights: a, targetWeights: weights },
    ),
  'gradient of sort': (epsilon) => {
    const squares = weights.map((_, j) => j * j);
    return byWeights((at) =>
      sum(multiply(squares, softSort(x, { epsilon, weights: at, targetWeights: weights }))),
    );
  },
  'gradient of ranks': (epsilon) => {
    const [places, levels] = [x.map((_, i) => i), ottRanks.map((rank) => rank / (n - 1))];
    return byWeights((at) =>
      sum(multiply(places, quantileNormalise(x, levels, { epsilon, weights: at, targetWeights: weights }))),
    );
  },
};

function byWeights(f: (weights: Tensor) => Tensor): NdArray {
  const total = a.reduce((total, weight) => total + weight, 0);
  return grad(f)(a.map((weight) => weight / total));
}

function expectClose(actual: NdArray, expected: readonly number[], tolerance: number): void {
  const numbers = [toNested(actual)].flat(3) as number[];
  expect(numbers.length).toBe(expected.length);
  numbers.forEach((each, i) => {
    expect(Math.abs(each - expected[i])).toBeLessThan(tolerance);
  });
}

describe.each(document.solutions)(
  `soft sorting by OTT-JAX ${document.versions['ott-jax']}, epsilon $epsilon`,
  (solution) => {
    it.each(Object.keys(functions) as Name[])('%s', (name) => {
      expectClose(functions[name](solution.epsilon), [solution[name]].flat(3), 1e-6);
    });

    it.each(Object.keys(ofWeighted) as WeightedName[])('weighted: %s', (name) => {
      const expected = solution.weighted[name];
      const scale = name.startsWith('gradient') ? Math.max(...expected.map(Math.abs)) : 1;
      expectClose(ofWeighted[name](solution.epsilon), expected, 1e-6 * scale);
    });
  },
);
