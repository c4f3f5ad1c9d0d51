import { type NdArray, toNested } from '@monge/ndarray';
import {
  quantileNormalise,
  softQuantile,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/ott-sorting.json' with { type: 'json' };

const { x, matrix } = document;
const values = Array.from({ length: 9 }, (_, j) => (-1 + j / 2) ** 3);
const weights = Array.from({ length: 9 }, (_, j) => j + 1);

type Name = Exclude<keyof (typeof document.solutions)[number], 'epsilon'>;

const functions: Record<Name, (epsilon: number) => NdArray> = {
  sort: (epsilon) => softSort(x, { epsilon }),
  'sort of size 5': (epsilon) => softSort(x, { epsilon, size: 5 }),
  'sort of the top 4': (epsilon) => softSort(x, { epsilon, topK: 4 }),
  'unsquashed sort': (epsilon) => softSort(x, { epsilon, squash: 'none' }),
  ranks: (epsilon) => softRank(x, { epsilon }),
  'mask of the top 4': (epsilon) => softTopK(x, 4, { epsilon }),
  quantiles: (epsilon) => softQuantile(x, [0.1, 0.5, 0.7], { epsilon }),
  'wide quantiles': (epsilon) => softQuantile(x, [0.3, 0.6], { epsilon, weight: 0.1 }),
  rows: (epsilon) => sortWith(x, matrix, { epsilon }),
  normalised: (epsilon) => quantileNormalise(x, values, { epsilon, weights }),
};

describe.each(document.solutions)(
  `soft sorting by OTT-JAX ${document.versions['ott-jax']}, epsilon $epsilon`,
  (solution) => {
    it.each(Object.keys(functions) as Name[])('%s', (name) => {
      const actual = [toNested(functions[name](solution.epsilon))].flat(3) as number[];
      const expected = [solution[name]].flat(3);
      expect(actual.length).toBe(expected.length);
      actual.forEach((each, i) => {
        expect(Math.abs(each - expected[i])).toBeLessThan(1e-6);
      });
    });
  },
);
