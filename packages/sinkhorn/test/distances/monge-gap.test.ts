import { DomainError, fromData, ShapeError, UnsupportedError } from '@monge/ndarray';
import {
  type CostInput,
  cosine,
  euclidean,
  greatCircle,
  mongeGap,
  pNorm,
  squaredEuclidean,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/barycentres.json' with { type: 'json' };
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const costs: Record<string, CostInput> = { squaredEuclidean, euclidean };
const accurate = { threshold: 1e-11, maxIterations: 50_000 };
const coordinates = (n: number) =>
  fc.array(fc.tuple(...([0, 1] as const).map(() => fc.integer({ min: -20, max: 20 }))), {
    minLength: n,
    maxLength: n,
  });

describe('the Monge gap', () => {
  it('is never negative, exact or regularised', () => {
    fc.assert(
      fc.property(coordinates(5), coordinates(5), fc.constantFrom(0, 0.5, 20), (x, y, epsilon) => {
        const { gap, displacement, transport } = mongeGap(x, y, { epsilon, threshold: 1e-9 });
        expect(gap).toBeGreaterThan(-1e-9 * (1 + displacement));
        const penalty = epsilon * Math.log(5);
        expect(gap).toBeCloseTo(displacement + penalty - transport.dualCost, 8);
      }),
      { numRuns: 40 },
    );
  });

  it('of the gradient of a convex function is zero, and of other maps it is not', () => {
    const x = normals(1, 200, 2);
    const stretched = fromData(
      x.data.map((value, at) => (at % 2 === 0 ? 3 : 0.5) * value),
      [200, 2],
    );
    const turned = fromData(
      x.data.map((value) => -value),
      [200, 2],
    );
    expect(mongeGap(x, stretched, { epsilon: 0 }).gap).toBeCloseTo(0, 10);
    expect(mongeGap(x, turned, { epsilon: 0 }).gap).toBeGreaterThan(1);
  });

  it.each(document.mongeGaps)(
    `is that of OTT-JAX ${document.versions['OTT-JAX']} but for ε H(a): $cost, ε = $epsilon`,
    ({ source, target, cost, epsilon, gap }) => {
      const found = mongeGap(source, target, { cost: costs[cost], epsilon, ...accurate });
      expect(found.gap + epsilon * Math.log(20)).toBeCloseTo(gap, 8);
    },
  );

  it.each([
    ['squaredEuclidean', squaredEuclidean],
    ['euclidean', euclidean],
    ['cosine', cosine],
    ['greatCircle', greatCircle({ radius: 1 })],
    ['pNorm(1.5)', pNorm(1.5)],
  ] as const)('has the gradient that central differences find: %s', (_name, cost) => {
    const x = normals(3, 12, 2, 2);
    const y = normals(4, 12, 2, 3);
    const weights = unevenWeights(5, 12);
    const along = normals(6, 12, 2).data;
    for (const epsilon of [0, 0.3]) {
      const options = { weights, cost, epsilon, ...accurate };
      const { gradient } = mongeGap(x, y, options);
      const at = (points: Float64Array) => fromData(points, [12, 2]);
      const step = epsilon === 0 ? 1e-5 : 1e-2;
      const byX = derivativeAtZero((t) => mongeGap(at(moved(x.data, along, t)), y, options).gap, step);
      const byY = derivativeAtZero((t) => mongeGap(x, at(moved(y.data, along, t)), options).gap, step);
      const found = gradient();
      expect(inner(found.x.data, along)).toBeCloseTo(byX, 5);
      expect(inner(found.y.data, along)).toBeCloseTo(byY, 5);
    }
  });

  it('refuses what does not fit', () => {
    expect(() => mongeGap([0, 1], [0, 1, 2])).toThrow(ShapeError);
    expect(() => mongeGap([0, 1], [0, 1], { weights: [1] })).toThrow(ShapeError);
    expect(() => mongeGap([0, 1], [0, 1], { epsilon: -1 })).toThrow(DomainError);
    const { gradient } = mongeGap([0, 1], [0, 1], { cost: ([x], [y]) => (x - y) ** 4, epsilon: 0 });
    expect(gradient).toThrow(UnsupportedError);
  });
});
