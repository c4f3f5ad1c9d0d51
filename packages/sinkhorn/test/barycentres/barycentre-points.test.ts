import { grad, jvp, multiply, sum, type Tensor } from '@monge/autodiff';
import { DomainError, fromData, MongeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { barycentrePoints, freeSupportBarycentre } from '@monge/sinkhorn/barycentres';
import { describe, expect, it } from 'vitest';
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const x = normals(1, 9, 2, 1);
const y = normals(2, 12, 2, -1, 2);
const options = {
  support: normals(3, 4, 2),
  masses: unevenWeights(4, 4),
  measures: [unevenWeights(5, 9), unevenWeights(6, 12)],
  weights: [2, 1],
  epsilon: 0.2,
};
const cotangent = normals(7, 4, 2);
const value = (first: Tensor, second: Tensor = y) =>
  sum(multiply(cotangent, barycentrePoints([first, second], options)));

describe('points of a barycentre as a function of clouds', () => {
  it('are those of the solver', () => {
    const found = freeSupportBarycentre([x, y], {
      ...options,
      threshold: 1e-10,
      maxIterations: 5000,
      transport: { threshold: 1e-12, maxIterations: 20_000 },
    });
    assertAllClose(barycentrePoints([x, y], options) as typeof x, found.points, { atol: 1e-9 });
  });

  it('have derivatives in both modes that central differences confirm', () => {
    const direction = normals(8, 9, 2);
    const at = (t: number) => fromData(moved(x.data, direction.data, t), [9, 2]);
    const scalar = (tensor: Tensor) => (tensor as { readonly data: ArrayLike<number> }).data[0];
    const expected = derivativeAtZero((t) => scalar(value(at(t))), 1e-2);
    const slopes = (grad(value)(x) as typeof x).data;
    expect(inner(slopes, direction.data)).toBeCloseTo(expected, 6);
    const [, rate] = jvp((first: Tensor) => value(first), [x], [direction]);
    expect(scalar(rate)).toBeCloseTo(expected, 6);
  });

  it('move along with all clouds', () => {
    const total = (first: Tensor) => sum(barycentrePoints([first], { size: 3, epsilon: 0.5 }));
    const slopes = (grad(total)(x) as typeof x).data;
    expect(slopes.filter((_, at) => at % 2 === 0).reduce((all, one) => all + one, 0)).toBeCloseTo(3, 7);
  });

  it('refuse exact plans, and say when they have not come to rest', () => {
    expect(() => barycentrePoints([x], { size: 2, epsilon: 0 })).toThrow(DomainError);
    expect(() => barycentrePoints([x], { size: 2, epsilon: 0.5, maxIterations: 1 })).toThrow(MongeError);
  });
});
