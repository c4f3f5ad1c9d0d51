import {
  array,
  eye,
  type FloatData,
  matmul,
  multiply,
  type NdArray,
  reshape,
  transpose,
} from '@monge/ndarray';
import {
  constant,
  gaussian,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initialiser,
  ones,
  orthogonal,
  zeros,
} from '@monge/nn';
import { key } from '@monge/random';
import { kolmogorovSmirnov, moments, normalCdf, uniformCdf } from '@monge/random/testing';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/arrays.js';
import { expectFailure } from '../support/expect-failure.js';

const initialisers: Record<string, Initialiser> = {
  heNormal,
  heUniform,
  glorotNormal,
  glorotUniform,
  orthogonal,
  zeros,
  ones,
  'constant(3)': constant(3),
  'gaussian(0.1)': gaussian(0.1),
};

const [matrix, kernel] = [
  [300, 40],
  [3, 5, 20, 40],
];

/** Weights, their variance, and their law. */
const laws = [
  { name: 'heNormal', make: heNormal, variance: 2 / 300, law: normalCdf },
  { name: 'heUniform', make: heUniform, variance: 2 / 300, law: uniform },
  { name: 'glorotNormal', make: glorotNormal, variance: 2 / 340, law: normalCdf, ofKernel: 2 / (300 + 600) },
  { name: 'glorotUniform', make: glorotUniform, variance: 2 / 340, law: uniform, ofKernel: 2 / (300 + 600) },
  { name: 'gaussian(0.1)', make: gaussian(0.1), variance: 0.01, law: normalCdf },
];

function uniform({ std }: { std: number }) {
  return uniformCdf({ low: -Math.sqrt(3) * std, high: Math.sqrt(3) * std });
}

describe.each(Object.entries(initialisers))('%s', (_, initialiser) => {
  it('depends on the key alone, in shape and element type on what is asked for', () => {
    const w = initialiser(3, [4, 5]);
    expect(initialiser(key(3), [4, 5]).data).toEqual(w.data);
    expect([w.shape, w.dtype]).toEqual([[4, 5], 'float32']);
    expect(initialiser(3, [2, 4, 5], { dtype: 'float64' }).dtype).toBe('float64');
  });
});

describe('random weights', () => {
  // With fixed keys these pass or fail for good; of right programs each would fail for one key in a million.
  it.each(laws)('of $name have the law that they are said to have', ({ make, variance, law }) => {
    const std = Math.sqrt(variance);
    for (const dtype of ['float32', 'float64'] as const) {
      const { data } = make(11, matrix, { dtype });
      expect(kolmogorovSmirnov(Float64Array.from(data), law({ std })).pValue).toBeGreaterThan(1e-6);
      // 12 000 of them: the relative deviation of their variance is at most √(2 / 12 000), 1.3 %.
      expect(Math.abs(moments(data).variance / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 12_000));
    }
  });

  it.each(laws)(
    'of $name count the window of a convolution in',
    ({ make, variance, ofKernel = variance }) => {
      const { data } = make(12, kernel, { dtype: 'float64' });
      expect(Math.abs(moments(data).variance / ofKernel - 1)).toBeLessThan(5 * Math.sqrt(2 / data.length));
    },
  );

  it('differ with the key', () => {
    for (const { make } of laws) expect(make(1, [3, 3]).data).not.toEqual(make(2, [3, 3]).data);
  });
});

describe('orthogonal weights', () => {
  const gram = (w: NdArray<FloatData>, side: 'rows' | 'columns') => {
    const flat = reshape(array(w, { dtype: 'float64' }), [-1, w.shape[w.shape.length - 1]]);
    return side === 'rows' ? matmul(flat, transpose(flat)) : matmul(transpose(flat), flat);
  };

  it.each([
    [[50, 50], 'columns', 50],
    [[70, 30], 'columns', 30],
    [[30, 70], 'rows', 30],
    [[3, 3, 4, 20], 'columns', 20],
    [[2, 1, 4, 20], 'rows', 8],
  ] as const)('of shape %j have orthonormal %s', (shape, side, n) => {
    expectClose('float64', gram(orthogonal(5, shape, { dtype: 'float64' }), side), eye(n), 1e-12);
    expectClose('float32', gram(orthogonal(5, shape), side), eye(n), 1e-6);
  });

  it('are multiplied by the gain', () => {
    const w = orthogonal(5, [6, 4], { dtype: 'float64', gain: 3 });
    expectClose('gain 3', gram(w, 'columns'), multiply(eye(4), 9), 1e-12);
  });

  it('are uniformly distributed', () => {
    // The first element of a uniform unit vector in three dimensions is uniform on [−1, 1] (Archimedes), in tall and in wide matrices.
    for (const shape of [
      [3, 3],
      [3, 2],
      [2, 3],
    ]) {
      const firsts = Float64Array.from(
        { length: 2000 },
        (_, seed) => orthogonal(seed, shape, { dtype: 'float64' }).data[0],
      );
      expect(kolmogorovSmirnov(firsts, uniformCdf({ low: -1, high: 1 })).pValue).toBeGreaterThan(1e-6);
    }
  });
});

describe('what is not random', () => {
  it('is what its name says', () => {
    expect([...zeros(0, [2]).data, ...ones(0, [2]).data, ...constant(-2)(0, [2]).data]).toEqual([
      0, 0, 1, 1, -2, -2,
    ]);
  });
});

describe('initialisers refuse', () => {
  it.each(['heNormal', 'heUniform', 'glorotNormal', 'glorotUniform', 'orthogonal'])('%s: biases', (name) => {
    expectFailure(
      'shape',
      `nn.${name}: expected a shape [...window, inputs, outputs] (of weights), got [3]; for biases take zeros`,
      () => initialisers[name](0, [3]),
    );
  });

  it('gaussian: a standard deviation that is none', () => {
    expectFailure(
      'domain',
      'nn.gaussian: expected a finite std ≥ 0 (the standard deviation of the weights), got -1',
      () => gaussian(-1),
    );
  });
});
