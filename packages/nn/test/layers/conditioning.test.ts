import { astype, divergence, grad, mean, sum, type Tensor } from '@monge/autodiff';
import { checkDerivatives } from '@monge/autodiff/testing';
import { mapLeaves } from '@monge/autodiff/trees';
import { add, array, fromData, matmul, multiply, type NdArray, slice } from '@monge/ndarray';
import { silu } from '@monge/ndarray/special';
import {
  dropout,
  embedding,
  film,
  gaussian,
  randomFourierEmbedding,
  sinusoidalEmbedding,
  timeMlp,
} from '@monge/nn';
import { kolmogorovSmirnov, moments, normalCdf } from '@monge/random/testing';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';
import { expectFailure } from '../support/expect-failure.js';

const dtype = 'float64';

describe('a sinusoidal embedding', () => {
  it('has the frequencies of the paper, sines before cosines', () => {
    const y = sinusoidalEmbedding({ features: 6 }).apply(null, [[3, 700]]) as NdArray;
    expect(y.shape).toEqual([1, 2, 6]);
    const angles = [0, 1, 2].map((k) => 700 / 10_000 ** (k / 3));
    expectClose('y', slice(y, 0, 1), array([...angles.map(Math.sin), ...angles.map(Math.cos)]), 1e-13);
  });

  it('turns shifts of time into rotations: products depend on the difference alone', () => {
    const { apply } = sinusoidalEmbedding({ features: 32, maxPeriod: 500 });
    const product = (s: number, t: number) => {
      const y = apply(null, [s, t]) as NdArray;
      return matmul(slice(y, 0), slice(y, 1)).get();
    };
    expect(product(3, 10)).toBeCloseTo(product(103, 110), 10);
  });

  it('multiplies times by their scale', () => {
    const [steps, times] = [1, 1000].map((timeScale) => sinusoidalEmbedding({ features: 8, timeScale }));
    expectClose('y', times.apply(null, [0.25]) as NdArray, steps.apply(null, [250]) as NdArray, 1e-12);
  });

  it('keeps float32, and has derivatives', () => {
    const { apply } = sinusoidalEmbedding({ features: 4, maxPeriod: 10 });
    expect(apply(null, Float32Array.of(1)).dtype).toBe('float32');
    checkDerivatives((t) => apply(null, t), [normals([3])]);
  });

  it('refuses odd numbers of features', () => {
    expectFailure(
      'domain',
      'nn.sinusoidalEmbedding: expected features to be even (half of them are sines, half cosines), got 3',
      () => sinusoidalEmbedding({ features: 3 }),
    );
    expect(() => sinusoidalEmbedding({ features: 2, maxPeriod: 0 })).toThrow(
      /expected maxPeriod to be positive/,
    );
    expect(() => sinusoidalEmbedding({ features: 2, timeScale: -1 })).toThrow(
      /expected timeScale to be positive/,
    );
  });
});

describe('a random Fourier embedding', () => {
  const layer = randomFourierEmbedding({ features: 2000, scale: 3, dtype });
  const params = layer.init(7);

  it('has normal frequencies', () => {
    // With a fixed key; of a right program it would fail for one key in a million.
    const { data } = params.frequencies;
    expect(kolmogorovSmirnov(Float64Array.from(data), normalCdf({ std: 3 })).pValue).toBeGreaterThan(1e-6);
  });

  it('has as kernel the Gaussian that its frequencies are the spectrum of', () => {
    const y = layer.apply(params, [0.4, 0.45]) as NdArray;
    const kernel = matmul(slice(y, 0), slice(y, 1)).get() / 1000;
    // exp(−2π² · 3² · 0.05²), to 5 standard errors of 1000 cosines.
    expect(Math.abs(kernel - Math.exp(-2 * (Math.PI * 3 * 0.05) ** 2))).toBeLessThan(
      5 * Math.sqrt(0.5 / 1000),
    );
  });

  it('does not train its frequencies', () => {
    const small = randomFourierEmbedding({ features: 4, scale: 1, dtype });
    const own = small.init(0);
    const gradient = grad((p: typeof own) => sum(small.apply(p, [[0.3]])))(own);
    expect(Array.from(gradient.frequencies.data)).toEqual([0, 0]);
    const f = (t: Tensor) => small.apply({ frequencies: astype(own.frequencies, t.dtype) }, t);
    checkDerivatives(f, [normals([3])]);
  });

  it('refuses odd numbers of features, and scales that are none', () => {
    expect(() => randomFourierEmbedding({ features: 5 })).toThrow(/expected features to be even/);
    expect(() => randomFourierEmbedding({ features: 4, scale: 0 })).toThrow(/expected scale to be positive/);
  });
});

describe('feature-wise linear modulation', () => {
  const layer = film({ features: 3, condition: 2, initialiser: gaussian(1), dtype });
  const params = { w: normals([2, 6]), b: normals([6], 1) };

  it('multiplies and shifts the features of an example, everywhere alike', () => {
    const [x, condition] = [normals([4, 5, 2, 3], 2), normals([4, 2], 3)];
    const both = add(matmul(condition, params.w), params.b);
    const [gamma, beta] = [slice(both, 2, [0, 3]), slice(both, 2, [3, 6])];
    const y = layer.apply(params, { x, condition }) as NdArray;
    expectClose('y', slice(y, 2, 4, 1), add(multiply(slice(x, 2, 4, 1), add(gamma, 1)), beta), 1e-14);
  });

  it('begins as the identity', () => {
    const fresh = film({ features: 3, condition: 2, dtype });
    const x = normals([4, 3]);
    expectClose('y', fresh.apply(fresh.init(0), { x, condition: normals([4, 2]) }) as NdArray, x, 0);
  });

  it('has derivatives of every order', () => {
    const f = (x: Tensor, condition: Tensor, w: Tensor, b: Tensor) => layer.apply({ w, b }, { x, condition });
    checkDerivatives(f, [normals([2, 2, 3]), normals([2, 2], 1), params.w, params.b]);
  });

  it('refuses batches that differ', () => {
    expectFailure(
      'shape',
      'nn.film: expected a condition of shape [...batch, condition] for x of shape [...batch, ..., features], got [3, 2] for [4, 3]',
      () => layer.apply(params, { x: normals([4, 3]), condition: normals([3, 2]) }),
    );
    expect(() => layer.apply(params, { x: normals([3]), condition: normals([3, 2]) })).toThrow(/^nn\.film/);
  });
});

describe('a network of points and times', () => {
  const net = timeMlp({ inputs: 2, hidden: [6, 6], timeFeatures: 8, finalInitialiser: gaussian(1), dtype });
  const params = net.init(3);
  const x = normals([5, 2]);
  const t = [0, 0.25, 0.5, 0.75, 1];

  it('is modulated layers, added where the sizes agree', () => {
    const films = params.films.map((_, k) => ({ w: normals([16, 12], k), b: normals([12], 9 + k) }));
    const linearly = ({ w, b }: typeof params.last, h: NdArray) => add(matmul(h, w), b);
    let ofTime = sinusoidalEmbedding({ features: 8, timeScale: 1000 }).apply(null, t) as NdArray;
    for (const layer of params.time.layers) ofTime = silu(linearly(layer, ofTime));
    const hidden = (h: NdArray, k: number) => {
      const both = linearly(films[k], ofTime);
      const [gamma, beta] = [slice(both, null, [0, 6]), slice(both, null, [6, 12])];
      return silu(add(multiply(add(gamma, 1), linearly(params.layers[k], h)), beta));
    };
    const first = hidden(x, 0);
    const expected = linearly(params.last, add(first, hidden(first, 1)));
    expectClose('y', net.apply({ ...params, films }, { x, t }) as NdArray, expected, 1e-13);
  });

  it('begins at 0', () => {
    const fresh = timeMlp({ inputs: 2, hidden: [6] });
    const y = fresh.apply(fresh.init(0), { x, t }) as NdArray;
    expect([y.dtype, ...y.data]).toEqual(['float32', ...new Array(10).fill(0)]);
  });

  it('takes each point with its own time, or all with one', () => {
    // Modulated from the start, so that the time matters.
    const films = params.films.map((_, k) => ({ w: normals([16, 12], k), b: normals([12], 9 + k) }));
    const modulated = { ...params, films };
    const all = net.apply(modulated, { x, t }) as NdArray;
    const alone = net.apply(modulated, { x: slice(x, 3), t: 0.75 }) as NdArray;
    expectClose('alone', alone, slice(all, 3), 1e-13);
    const one = net.apply(modulated, { x, t: 0.75 }) as NdArray;
    expectClose('one time', slice(one, 3), slice(all, 3), 1e-13);
    expect(slice(one, 0).get(0)).not.toBeCloseTo(slice(all, 0).get(0), 3);
  });

  it('has a divergence, and gradients for the score matching objective', () => {
    const objective = (p: typeof params) =>
      mean(divergence((point) => net.apply(p, { x: point, t }), x) as Tensor);
    const gradient = grad(objective)(params);
    const step = 1e-5;
    const moved = (by: number) => ({
      ...params,
      last: { ...params.last, w: add(params.last.w, by) },
    });
    const difference =
      ((objective(moved(step)) as NdArray).get() - (objective(moved(-step)) as NdArray).get()) / (2 * step);
    expect((sum(gradient.last.w) as NdArray).get()).toBeCloseTo(difference, 8);
  });

  it('has derivatives by points and times', () => {
    const slow = timeMlp({
      inputs: 2,
      hidden: [4, 4],
      timeFeatures: 4,
      timeScale: 1,
      finalInitialiser: gaussian(1),
      dtype,
    });
    const own = slow.init(1);
    const films = own.films.map((_, k) => ({ w: normals([8, 8], k), b: normals([8], 9 + k) }));
    const f = (points: Tensor, times: Tensor) => {
      const cast = (leaf: NdArray) => astype(leaf, points.dtype);
      return slow.apply(mapLeaves(cast, { ...own, films }), { x: points, t: times });
    };
    checkDerivatives(f, [normals([3, 2]), normals([3], 1)], { order: 2 });
  });

  it('goes by a condition, one for each point or one for all', () => {
    const conditional = timeMlp({
      inputs: 2,
      hidden: [6],
      condition: 3,
      finalInitialiser: gaussian(1),
      dtype,
    });
    const fresh = conditional.init(3);
    const own = { ...fresh, films: [{ w: normals([128, 12]), b: normals([12], 1) }] };
    const condition = normals([5, 3], 2);
    const all = conditional.apply(own, { x, t, condition }) as NdArray;
    const alone = { x: slice(x, 3), t: 0.75, condition: slice(condition, 3) };
    expectClose('alone', conditional.apply(own, alone) as NdArray, slice(all, 3), 1e-13);
    const shared = conditional.apply(own, { x, t, condition: slice(condition, 3) }) as NdArray;
    expectClose('one for all', slice(shared, 3), slice(all, 3), 1e-13);
    const timeless = conditional.apply(own, { x, t: 0.75, condition }) as NdArray;
    expectClose('one time', slice(timeless, 3), slice(all, 3), 1e-13);
    expect(slice(shared, 0).get(0)).not.toBeCloseTo(slice(all, 0).get(0), 3);
    expectFailure('domain', 'nn.timeMlp: expected a condition with 3 features beside x and t, got none', () =>
      conditional.apply(own, { x, t }),
    );
    expectFailure(
      'shape',
      'nn.timeMlp: expected condition without its last axis of shape [5] (a condition for each point) or [], got [4]',
      () => conditional.apply(own, { x, t, condition: normals([4, 3]) }),
    );
  });

  it('refuses times that belong to no points, and a condition that it was not made for', () => {
    expectFailure('domain', 'nn.timeMlp: expected no condition beside x and t, got one', () =>
      net.apply(params, { x, t, condition: [1] }),
    );
    expectFailure('shape', 'nn.timeMlp: expected t of shape [5] (a time for each point) or [], got [4]', () =>
      net.apply(params, { x, t: [1, 2, 3, 4] }),
    );
    expect(() => timeMlp({ inputs: 2, hidden: [3], timeFeatures: 5 })).toThrow(/features to be even/);
  });
});

describe('an embedding', () => {
  it('begins with standard normal rows', () => {
    const { table } = embedding({ count: 100, features: 50, dtype }).init(1);
    expect(kolmogorovSmirnov(Float64Array.from(table.data), normalCdf()).pValue).toBeGreaterThan(1e-6);
  });

  it('refuses indices outside the table', () => {
    const layer = embedding({ count: 3, features: 2 });
    expect(() => layer.apply(layer.init(0), [3])).toThrow(/3/);
    expect(() => embedding({ count: 0, features: 2 })).toThrow(/expected count to be a positive integer/);
  });
});

describe('dropout', () => {
  const x = fromData(new Float32Array(100_000).fill(3), [100, 1000]);

  it('keeps the mean, and drops the fraction that it is told to', () => {
    const y = dropout(5, x, 0.3);
    expect([y.dtype, y.shape]).toEqual(['float32', [100, 1000]]);
    const dropped = y.data.filter((each) => each === 0).length / 100_000;
    // To 5 standard errors: of right programs one in two million fails.
    expect(Math.abs(dropped - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / 100_000));
    expect(new Set(y.data)).toEqual(new Set([0, Math.fround(3 / 0.7)]));
    expect(moments(y.data).mean).toBeCloseTo(3, 1);
  });

  it('drops other elements with another key, and the same with the same', () => {
    expect(dropout(1, x, 0.5).data).toEqual(dropout(1, x, 0.5).data);
    expect(dropout(1, x, 0.5).data).not.toEqual(dropout(2, x, 0.5).data);
  });

  it('has the gradient of what it keeps, and lets nothing of the rest through', () => {
    const odd = [1, Infinity, Number.NaN, 2, 3, 4];
    const kept = dropout(3, [1, 1, 1, 1, 1, 1], 0.5);
    const gradient = grad((z: Tensor) => sum(dropout(3, z, 0.5)))([1, 2, 3, 4, 5, 6]);
    expectClose('the gradient', gradient, kept, 0);
    expect(
      dropout(3, odd, 0.5)
        .data.map((each, i) => (kept.data[i] === 0 ? each : 0))
        .every((each) => each === 0),
    ).toBe(true);
  });

  it('with rate 0 is the identity, and other rates are refused', () => {
    expect(dropout(3, [1, 2], 0).data).toEqual(Float64Array.of(1, 2));
    expectFailure(
      'domain',
      'nn.dropout: expected rate in [0, 1) (the probability that an element is dropped), got 1',
      () => dropout(0, [1], 1),
    );
  });
});
