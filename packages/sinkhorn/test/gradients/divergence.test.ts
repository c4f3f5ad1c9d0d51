import { fromData, type NdArray, subtract } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { denseCost, euclidean, gradient, sinkhornDivergence, solveDivergence } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [9, 12];
const [x, y] = [normals(1, n, 2, 0.4), normals(2, m, 2, -0.3, 0.7)];
const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
const exact = { threshold: 1e-13, maxIterations: 20_000 };

const settings = [
  { name: 'balanced', options: {} },
  { name: 'balanced, Euclidean distances', options: { cost: euclidean } },
  { name: 'unbalanced', options: { tauA: 0.8, tauB: 0.8 } },
];

describe.each(settings)('the gradient of the divergence, $name', ({ name, options }) => {
  const balanced = name !== 'unbalanced';
  const parts = { x, y, a: vector(a), b: vector(balanced ? b : b.map((weight) => 1.4 * weight)) };
  const value = (of: typeof parts, epsilon = 0.5): number =>
    sinkhornDivergence(of.x, of.y, { a: of.a, b: of.b, epsilon, ...options, ...exact }).divergence;
  const found = gradient(
    sinkhornDivergence(x, y, { a: parts.a, b: parts.b, epsilon: 0.5, ...options, ...exact }),
  );

  it.each(['x', 'y', 'a', 'b'] as const)('is that of differences, by %s', (part) => {
    const { data, shape } = parts[part];
    const v = normals(5, 1, data.length).data;
    const mean = inner(v, data) / data.reduce((total, each) => total + each, 0);
    const along =
      part === 'x' || part === 'y' ? v : data.map((weight, i) => weight * (v[i] - (balanced ? mean : 0)));
    const slope = derivativeAtZero(
      (t) => value({ ...parts, [part]: fromData(moved(data, along, t), shape) }),
      3e-3,
    );
    const derivative = { x: found.x, y: found.y, a: () => found.a, b: () => found.b }[part]();
    expect(Math.abs(inner(derivative.data, along) - slope)).toBeLessThan(1e-8 * Math.max(1, Math.abs(slope)));
  });

  it('is that of differences, by ε', () => {
    const slope = derivativeAtZero((t) => value(parts, 0.5 + t), 2e-3);
    expect(Math.abs(found.epsilon() - slope)).toBeLessThan(1e-8 * Math.max(1, Math.abs(slope)));
  });
});

describe('laws of the gradient of the divergence', () => {
  it('is zero at equal measures', () => {
    const {
      x: atX,
      y: atY,
      a: atA,
    } = gradient(sinkhornDivergence(x, x, { a, b: a, epsilon: 0.3, ...exact }));
    assertAllClose(atX().data, new Float64Array(2 * n), { atol: 1e-11 });
    assertAllClose(atY().data, new Float64Array(2 * n), { atol: 1e-11 });
    assertAllClose(subtract(atA, atA.get(0)), new Float64Array(n), { atol: 1e-10 });
  });

  it('by the points is 2 a_i (x_i − T(x_i)), T the debiased map, for a thousand of them', () => {
    const [from, to, weights] = [normals(6, 1000, 3), normals(7, 1010, 3, 0.5), unevenWeights(8, 1000)];
    const divergence = sinkhornDivergence(from, to, { a: weights, epsilon: 1, threshold: 1e-9 });
    const step = subtract(from, divergence.transport()).data;
    assertAllClose(
      gradient(divergence).x().data,
      step.map((value, at) => 2 * weights[Math.floor(at / 3)] * value),
      { atol: 1e-9 },
    );
  });

  it('by the weights is the debiased potential, but for a constant', () => {
    const divergence = sinkhornDivergence(x, y, { a, b, epsilon: 0.3, ...exact });
    const { a: atA, b: atB } = gradient(divergence);
    const off = subtract(atA, divergence.f);
    assertAllClose(off, new Float64Array(n).fill(off.get(0)), { atol: 1e-9 });
    expect(inner(a, atA.data)).toBeCloseTo(inner(b, atB.data), 10);
  });

  it('of three matrices of costs has weights and ε, and no points', () => {
    const [xy, xx, yy] = [
      [[4], [1]],
      [
        [0, 1],
        [1, 0],
      ],
      [[0]],
    ].map(denseCost);
    const { epsilon, a: atA, x: atX } = gradient(solveDivergence({ xy, xx, yy }, { epsilon: 0.5, ...exact }));
    // One target: OT(a, b) = 2.5 whatever ε is, and the middle term alone moves.
    const within = (at: number) =>
      gradient(solveDivergence({ xy: xx, xx, yy: xx }, { epsilon: at, ...exact })).epsilon();
    expect(within(0.5)).toBeCloseTo(0, 10);
    expect(epsilon()).toBeLessThan(0);
    expect(atA.get(0) - atA.get(1)).toBeCloseTo(3, 9);
    expect(atX).toThrow('matrix of costs');
  });
});

function vector(data: Float64Array): NdArray<Float64Array> {
  return fromData(data, [data.length]);
}
