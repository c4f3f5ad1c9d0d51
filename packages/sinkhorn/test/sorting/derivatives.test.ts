import { grad, hvp, jvp, multiply, type Operand, square, sum, type Tensor } from '@monge/autodiff';
import { checkDerivatives } from '@monge/autodiff/testing';
import type { NdArray } from '@monge/ndarray';
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
import { inner } from '../support/directional-derivative.js';
import { normals } from '../support/samples.js';

const x = [0.3, -1.2, 2.2, 0.9, 0.1];
const exact = { threshold: 1e-13 };

describe('derivatives of soft sorting', () => {
  it('are those of differences, in both modes and to third order', () => {
    checkDerivatives((z) => softSort(z, exact), [x]);
    checkDerivatives((z) => softRank(z, { ...exact, epsilon: 0.1 }), [x], { order: 2 });
    checkDerivatives((z) => softTopK(z, 2, { ...exact, epsilon: 0.1 }), [x], { order: 2 });
    checkDerivatives((z) => softSort(z, { ...exact, topK: 2 }), [x], { order: 1 });
    checkDerivatives((z) => softSort(z, { ...exact, squash: 'none', targets: [-1, 0, 2] }), [x], {
      order: 2,
    });
    checkDerivatives((z) => softQuantile(z, [0.6, 0.2], { ...exact, epsilon: 0.05 }), [x], {
      order: 1,
    });
    checkDerivatives((z) => quantileNormalise(z, [1, 5, 6], { ...exact, targetWeights: [1, 2, 2] }), [x], {
      order: 1,
    });
  });

  it('are right with respect to weights of values and of targets, and to new values', () => {
    const weights = [0.5, 2, 1, 0.7, 1.3];
    const options = { ...exact, epsilon: 0.1 };
    checkDerivatives((z, w) => softSort(z, { ...options, weights: w }), [x, weights], { order: 2 });
    checkDerivatives(
      (z, w, v) => softSort(z, { ...options, weights: w, targetWeights: v, descending: true }),
      [x, weights, [3, 1, 2]],
      { order: 2 },
    );
    checkDerivatives(
      (z, w, v) => softRank(z, { ...options, weights: w, targetWeights: v, descending: true }),
      [x, weights, [3, 1, 2]],
      { order: 2 },
    );
    checkDerivatives((z, w) => softQuantise(z, { ...options, weights: w, size: 3 }), [x, weights], {
      order: 2,
    });
    checkDerivatives((z, w) => softTopK(z, 2, { ...options, weights: w }), [x, weights], { order: 1 });
    checkDerivatives((z, w) => softQuantile(z, [0.6, 0.2], { ...options, weights: w }), [x, weights], {
      order: 1,
    });
    checkDerivatives(
      (z, values, w, v) => quantileNormalise(z, values, { ...options, weights: w, targetWeights: v }),
      [x, [1, 5, 6], weights, [1, 2, 2]],
      { order: 1 },
    );
    checkDerivatives((z, w) => softSort(z, { ...options, weights: w }), [[x, x.toReversed()], weights], {
      order: 1,
    });
  });

  it('with respect to a weight of zero are those from above', () => {
    const f = <W extends Operand>(weights: W) =>
      sum(multiply(softSort(x, { ...exact, weights, size: 3 }), [1, -2, 4]));
    const gradient = grad((weights: Tensor) => f(weights))([1, 0, 2, 1, 0]).data;
    for (const at of [1, 4]) {
      const moved = (h: number) => f([1, 0, 2, 1, 0].with(at, h)).data[0];
      const h = 1e-4;
      const slope = (4 * moved(h) - 3 * moved(0) - moved(2 * h)) / (2 * h);
      expect(Math.abs(slope)).toBeGreaterThan(0.1);
      expect(gradient[at]).toBeCloseTo(slope, 5);
    }
  });

  it('are right for batches, and with respect to the matrix', () => {
    checkDerivatives(
      (z) => softSort(z, { ...exact, axis: 0 }),
      [
        [
          [1, 2],
          [0.5, 3],
          [2, 2.5],
        ],
      ],
      { order: 1 },
    );
    const matrix = [
      [1, 2],
      [0, -1],
      [3, 1],
      [2, 2],
      [-1, 0],
    ];
    checkDerivatives((z, m) => sortWith(z, m, exact), [x, matrix], { order: 2 });
  });

  describe.each([1e-6, 1e-4, 1e-2])('where parts of the plan hardly touch, ε = %d', (epsilon) => {
    const expectClose = (one: number, other: number, size: number): void => {
      expect(Math.abs(one - other)).toBeLessThan(1e-5 * (1 + size));
    };
    const size = (z: Float64Array) => Math.sqrt(inner(z, z));
    const spread = (z: number) => Math.tan(z) ** 3;
    it.each([17, 150])('both modes agree, and Hessian matrices are symmetric, for %d values', (n) => {
      const [z, u, w] = [n, n + 1, n + 2].map((key) => normals(key, 1, n).data);
      const ranks = (at: Tensor) => sum(multiply(softRank(at, { epsilon }), w));
      const squares = (at: Tensor) => sum(square(softSort(at, { epsilon })));
      for (const values of [z, z.map(spread), z.map(Math.round)]) {
        const pulled = grad(ranks)(values).data;
        const [, pushed] = jvp(ranks, [values], [u]);
        expectClose(inner(pulled, u), pushed.data[0], size(pulled) * size(u));
        const [hu, hw] = [u, w].map((along) => hvp(squares, values, along).data);
        expectClose(inner(hu, w), inner(hw, u), size(hu) * size(w));
      }
    });
  });

  it('are those of differences for a thousand values, where the kernel is interpolated', () => {
    const n = 1200;
    const z = Float64Array.from({ length: n }, (_, i) => Math.sin(1.7 * i) + ((i * 37) % 101) / 50);
    const [cotangent, direction] = [2, 3].map((k) => z.map((_, i) => Math.cos(k * i * i)));
    for (const epsilon of [1e-4, 1e-2]) {
      const f = (at: Float64Array): number => {
        const sorted = softSort(at, { epsilon, threshold: 1e-12 }).data;
        return cotangent.reduce((total, c, i) => total + c * sorted[i], 0);
      };
      const pulled = grad((at: Tensor) =>
        sum(multiply(softSort(at, { epsilon, threshold: 1e-12 }), cotangent)),
      )(z);
      const slope = (pulled as NdArray<Float64Array>).data.reduce(
        (total, g, i) => total + g * direction[i],
        0,
      );
      const h = 1e-4 * Math.sqrt(epsilon);
      const [up, down] = [1, -1].map((sign) => f(z.map((each, i) => each + sign * h * direction[i])));
      expect(Math.abs((up - down) / (2 * h) - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
    }
  });
});
