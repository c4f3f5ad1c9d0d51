import { AbortedError, DomainError, type NdArray, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { gradient, type Solution } from '@monge/sinkhorn';
import { freeSupportBarycentre } from '@monge/sinkhorn/barycentres';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/barycentres.json' with { type: 'json' };
import { deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';

const clouds = [normals(1, 30, 2, 1), normals(2, 40, 2, -1, 2), normals(3, 25, 2, 0, 0.5)];
const measures = clouds.map(({ shape }, k) => unevenWeights(5 + k, shape[0]));
const weights = [0.5, 0.2, 0.3];
const support = normals(9, 12, 2);
const masses = unevenWeights(8, 12);
const given = { measures, weights, support };
const accurate = { threshold: 1e-11, maxIterations: 20_000 };

function shifted(points: NdArray<Float64Array>, by: readonly number[]) {
  return points.data.map((value, at) => value + by[at % by.length]);
}

describe('barycentres on points that move', () => {
  it.each([
    ['of given masses, exact', { masses, epsilon: 0 }],
    ['of given masses', { masses, epsilon: 0.3 }],
    ['of free masses', { masses: 'free', epsilon: 0.3 }],
  ] as const)('lower the objective, and come to rest, %s', (_name, options) => {
    const reached = (maxIterations: number) =>
      freeSupportBarycentre(clouds, {
        ...given,
        ...options,
        maxIterations,
        threshold: 0,
        transport: accurate,
      }).regularisedCost;
    const [first, second, tenth] = [1, 2, 10].map(reached);
    expect(second).toBeLessThan(first);
    expect(tenth).toBeLessThan(second);
    const found = freeSupportBarycentre(clouds, {
      ...given,
      ...options,
      maxIterations: 2000,
      threshold: 1e-5,
    });
    expect(found.status).toBe('converged');
    expect(found.regularisedCost).toBeLessThan(tenth + 1e-6);
    expect(found.masses.data.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  });

  it('are where no point has a gradient', () => {
    for (const mode of [masses, 'free'] as const) {
      const found = freeSupportBarycentre(clouds, {
        ...given,
        masses: mode,
        epsilon: 0.5,
        threshold: 1e-9,
        maxIterations: 5000,
        transport: accurate,
      });
      const slopes = new Float64Array(24);
      found.transports.forEach((transport, k) => {
        gradient(transport as Solution)
          .y()
          .data.forEach((slope, at) => {
            slopes[at] += weights[k] * slope;
          });
      });
      expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(1e-7);
    }
  });

  it('move along when all clouds do', () => {
    const by = [3, -2];
    const options = { measures, weights, masses, epsilon: 0.2, maxIterations: 20, transport: accurate };
    const here = freeSupportBarycentre(clouds, { ...options, support });
    const there = freeSupportBarycentre(
      clouds.map((cloud) => ({ ...cloud, data: shifted(cloud, by) })),
      { ...options, support: { ...support, data: shifted(support, by) } },
    );
    expect(deviation(there.points.data, shifted(here.points, by))).toBeLessThan(1e-8);
    expect(there.cost).toBeCloseTo(here.cost, 8);
  });

  it('on the line are the means of quantiles', () => {
    const sorted = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(sorted, sorted, sorted, (x, y, start) => {
        const { points } = freeSupportBarycentre([x, y], { support: start, weights: [3, 1], epsilon: 0 });
        const order = (values: ArrayLike<number>) => Array.from(values).sort((one, other) => one - other);
        const [a, b] = [order(x), order(y)];
        const expected = a.map((value, i) => 0.75 * value + 0.25 * b[i]);
        expect(deviation(order(points.data), expected)).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('of a thousand points are the cloud itself, where it is the only one', () => {
    const cloud = normals(4, 1000, 2);
    const { points, cost } = freeSupportBarycentre([cloud], { support: cloud, epsilon: 0 });
    assertAllClose(points, cloud, { atol: 1e-12 });
    expect(cost).toBe(0);
  });

  it.each(document.freeSupport)(
    `are those of POT ${document.versions.POT} and OTT-JAX ${document.versions['OTT-JAX']}`,
    (one) => {
      const options = {
        measures: one.masses,
        weights: one.weights,
        support: one.start,
        masses: one.startMasses,
        threshold: 1e-9,
        maxIterations: 2000,
        transport: accurate,
      };
      const exact = freeSupportBarycentre(one.clouds, { ...options, epsilon: 0 });
      assertAllClose(exact.points, one.pot.exact, { atol: 1e-10 });
      const entropic = freeSupportBarycentre(one.clouds, { ...options, epsilon: one.epsilon });
      assertAllClose(entropic.points, one.pot.entropic, { atol: 1e-6 });
      assertAllClose(entropic.points, one.ott, { atol: 1e-6 });
    },
  );

  it('start from points of the clouds, by key', () => {
    const options = { measures, weights, size: 5, epsilon: 0.3 };
    const first = freeSupportBarycentre(clouds, { ...options, key: 1, maxIterations: 1 });
    const again = freeSupportBarycentre(clouds, { ...options, key: 1, maxIterations: 1 });
    const other = freeSupportBarycentre(clouds, { ...options, key: 2, maxIterations: 1 });
    expect(first.points.shape).toEqual([5, 2]);
    expect(again.points.data).toEqual(first.points.data);
    expect(other.points.data).not.toEqual(first.points.data);
  });

  it('leave a point without mass where it is, when plans are exact', () => {
    const { points } = freeSupportBarycentre([[0, 2]], { support: [0.5, 7], masses: [1, 0], epsilon: 0 });
    expect(Array.from(points.data)).toEqual([1, 7]);
  });

  it('are lost with their plans, where rounding leaves no digits of the exponents, and say so', () => {
    const far = [normals(1, 8, 2), normals(2, 9, 2, 1e8)];
    const few = { maxIterations: 3, transport: { maxIterations: 100 } };
    const lost = freeSupportBarycentre(far, { support: normals(3, 5, 2, 5e7), epsilon: 1e-6, ...few });
    expect(lost.transports.some(({ status }) => status === 'diverged')).toBe(true);
    expect(lost.status).toBe('diverged');
  });

  it('stop when asked, with the points to go on from', () => {
    const controller = new AbortController();
    const run = () =>
      freeSupportBarycentre(clouds, {
        ...given,
        epsilon: 0.3,
        threshold: 0,
        signal: controller.signal,
        onProgress: ({ iteration }) => {
          if (iteration === 3) controller.abort();
        },
      });
    expect(run).toThrow(AbortedError);
    expect(run).toThrow('to go on from');
  });

  it('refuse what does not fit, and say why', () => {
    const make =
      (options: object, list: readonly NdArray<Float64Array>[] = clouds) =>
      () =>
        freeSupportBarycentre(list, { ...given, ...options });
    expect(make({}, [])).toThrow(ShapeError);
    expect(make({ support: [1, 2, 3] })).toThrow('expected support of shape');
    expect(() => freeSupportBarycentre(clouds, {})).toThrow('expected size a whole number');
    expect(() => freeSupportBarycentre([[1, 1, 2]], { size: 3 })).toThrow('distinct points');
    expect(make({ masses: [1, 2] })).toThrow(ShapeError);
    expect(make({ masses: 'free', epsilon: 0 })).toThrow(DomainError);
    expect(make({ epsilon: -1 })).toThrow(DomainError);
    expect(make({ weights: [1] })).toThrow(ShapeError);
    expect(make({ maxIterations: 0 })).toThrow(DomainError);
    expect(make({ threshold: Number.NaN })).toThrow(DomainError);
  });
});
