import type { PairwiseCosts } from '@monge/ndarray';
import { normal, uniform } from '@monge/random';

/** More than a thousand on either side once, on one side for the rest: there may be no graphics processor but in name. */
const [many, more] = [1010, 1100];
const [rows, columns] = [1050, 70];

/** So many coordinates that they are looped over. */
const HIGH = 40;

function points(count: number, dimension: number, key: number, mean = 0): Float64Array {
  return normal(key, [count, dimension], { mean }).data;
}

function unitVectors(count: number, key: number): Float64Array {
  const vectors = points(count, 3, key);
  for (let i = 0; i < vectors.length; i += 3) {
    const length = Math.hypot(vectors[i], vectors[i + 1], vectors[i + 2]);
    for (let k = i; k < i + 3; k++) vectors[k] /= length;
  }
  return vectors;
}

/** Costs of every kind, far from the origin and in small units where that may matter. */
export const allCosts: Readonly<Record<string, PairwiseCosts>> = {
  'squared distances in the plane': {
    kind: 'squaredDistance',
    factor: 2,
    dimension: 2,
    x: points(many, 2, 1, 1000),
    y: points(more, 2, 2, 1001),
  },
  'squared distances in 40 dimensions': {
    kind: 'squaredDistance',
    factor: 0.05,
    dimension: HIGH,
    x: points(rows, HIGH, 3),
    y: points(columns, HIGH, 4),
  },
  'distances in space': {
    kind: 'distance',
    factor: 1,
    dimension: 3,
    x: points(rows, 3, 5),
    y: points(columns, 3, 6, 1),
  },
  'great-circle distances': {
    kind: 'arc',
    factor: 3,
    dimension: 3,
    x: unitVectors(rows, 7),
    y: unitVectors(columns, 8),
  },
  'stored costs': {
    kind: 'stored',
    rows,
    columns,
    costs: uniform(9, [rows, columns], { low: -5, high: 5 }).data,
  },
};
