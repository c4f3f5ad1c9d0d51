import { normal, uniform } from '@monge/random';
import {
  assignment,
  certificate,
  gradient,
  grid,
  linearProblem,
  pNorm,
  potentials,
  potentialsVjp,
  solve,
  solveDivergence,
  solveExactly,
  solveSymmetric,
  wassersteinOnLine,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { unevenWeights } from '../support/samples.js';

const axis = (key: number, length: number) => uniform(key, [length]).data;
const even = (length: number) => Float64Array.from({ length }, (_, i) => i / Math.max(1, length - 1));

describe('a grid is the same as the cloud of its points', () => {
  it.each([
    ['squared Euclidean', undefined],
    ['p = 1', pNorm(1)],
    ['p = 3', pNorm(3)],
    ['each axis its own', [pNorm(1), (x: Float64Array, y: Float64Array) => Math.abs(x[0] - y[0]) ** 1.5]],
  ] as const)('%s', (_, cost) => {
    const geometry = grid([axis(1, 6), axis(2, 5)], {
      targets: [axis(3, 4), axis(4, 7)],
      ...(cost === undefined ? {} : { cost }),
    });
    const cloud = geometry.cloud!();
    const weights = { a: unevenWeights(1, 30), b: unevenWeights(2, 28), epsilon: 0.02 };
    const options = { threshold: 1e-12, acceleration: 'none' } as const;
    const one = solve(linearProblem(geometry, weights), options);
    const other = solve(linearProblem(cloud, weights), options);
    expectSameSolution(one, other, 1e-12);
    expect(deviation(one.transport().data, other.transport().data)).toBeLessThan(1e-12);
    const back = { from: 'target' } as const;
    expect(
      deviation(one.transport(undefined, back).data, other.transport(undefined, back).data),
    ).toBeLessThan(1e-12);
    const points = normal(7, [9, 2]);
    expect(deviation(one.transport(points).data, other.transport(points).data)).toBeLessThan(1e-11);
    expect(deviation(potentials(one).f(points).data, potentials(other).f(points).data)).toBeLessThan(1e-11);
  });

  it('with more than a thousand points of a skewed image', () => {
    const [rows, columns] = [32, 37];
    const geometry = grid([even(rows), even(columns)]);
    const a = Float64Array.from(
      { length: rows * columns },
      (_, i) => Math.exp(-0.01 * i) * (1 + Math.sin(i) ** 2),
    );
    const mass = a.reduce((sum, weight) => sum + weight, 0);
    const weights = {
      a: a.map((weight) => weight / mass),
      b: unevenWeights(2, rows * columns),
      epsilon: 0.1,
    };
    const options = { threshold: 1e-6, acceleration: 'none' } as const;
    const one = solve(linearProblem(geometry, weights), { ...options, mode: 'log' });
    const other = solve(linearProblem(geometry.cloud!(), weights), { ...options, mode: 'log' });
    expect(one.status).toBe('converged');
    expect(one.iterations).toBe(other.iterations);
    expect(Math.abs(one.cost - other.cost)).toBeLessThan(1e-12);
    expect(Math.abs(one.dualCost - other.dualCost)).toBeLessThan(1e-12);
    expect(deviation(one.apply(a).data, other.apply(a).data)).toBeLessThan(1e-12);
  });

  it('in what is made of solutions: divergence, gradients, certificate, symmetric and exact solutions', () => {
    const geometries = (key: number, other: number) =>
      grid([axis(key, 5), axis(key + 1, 4)], { targets: [axis(other, 5), axis(other + 1, 4)] });
    const [xy, xx, yy] = [geometries(1, 3), geometries(1, 1), geometries(3, 3)];
    const weights = { a: unevenWeights(1, 20), b: unevenWeights(2, 20), epsilon: 0.05 };
    const options = { threshold: 1e-11, ...weights };
    const one = solveDivergence({ xy, xx, yy }, options);
    const dense = solveDivergence({ xy: asDense(xy), xx: asDense(xx), yy: asDense(yy) }, options);
    expect(one.divergence).toBeCloseTo(dense.divergence, 12);
    expect(deviation(one.f.data, dense.f.data)).toBeLessThan(1e-9);

    const [own, theirs] = [gradient(one.xy), gradient(dense.xy)];
    expect(deviation(own.cost().data, theirs.cost().data)).toBeLessThan(1e-9);
    expect(deviation(own.a.data, theirs.a.data)).toBeLessThan(1e-9);
    expect(own.epsilon()).toBeCloseTo(theirs.epsilon(), 8);
    const cotangents = { f: axis(8, 20), g: axis(9, 20) };
    const [implicit, reference] = [one.xy, dense.xy].map((solution) => potentialsVjp(solution, cotangents));
    expect(deviation(implicit.cost().data, reference.cost().data)).toBeLessThan(1e-7);

    const [proof, other] = [certificate(one.xy), certificate(dense.xy)];
    const { cost } = solveExactly(linearProblem(xy, weights));
    expect(cost).toBeCloseTo(solveExactly(linearProblem(xy.cloud!(), weights)).cost, 13);
    expect(proof.lowerBound).toBeLessThanOrEqual(cost);
    expect(proof.upperBound).toBeGreaterThanOrEqual(cost);
    expect(proof.upperBound).toBeCloseTo(other.upperBound, 9);
    expect(assignment(xy).cost).toBeCloseTo(assignment(xy.cloud!()).cost, 12);
    expect(solveSymmetric(linearProblem(xx, { a: weights.a, b: weights.a })).status).toBe('converged');
  });
});

describe('known answers', () => {
  it('moving an image costs the square of the way, whatever is in it', () => {
    const image = (top: number, left: number) =>
      Array.from({ length: 9 }, (_, i) =>
        Array.from({ length: 8 }, (_, j) => {
          const [row, column] = [i - top, j - left];
          return row >= 0 && row < 3 && column >= 0 && column < 2 ? 1 + 2 * row + 5 * column : 0;
        }),
      );
    const geometry = grid([
      Float64Array.from({ length: 9 }, (_, i) => i),
      Float64Array.from({ length: 8 }, (_, j) => j),
    ]);
    const problem = linearProblem(geometry, { a: image(1, 2), b: image(5, 5), epsilon: 0.05 });
    const solution = solve(problem, { threshold: 1e-9 });
    // 33 units of mass, by 4 and 3.
    expect(solution.cost / 33).toBeCloseTo(25, 5);
    const start = 1 * 8 + 2;
    expect(solution.transport().get(start, 0)).toBeCloseTo(5, 5);
    expect(solution.transport().get(start, 1)).toBeCloseTo(5, 5);
  });

  it('on one axis it nears exact transport on the line', () => {
    const [x, y] = [axis(1, 300), axis(2, 200)];
    const exact = wassersteinOnLine(x, y, { p: 2 }) ** 2;
    const proof = certificate(
      solve(linearProblem(grid([x], { targets: [y] }), { epsilon: 1e-4 }), { threshold: 1e-2 }),
    );
    expect(proof.lowerBound).toBeLessThanOrEqual(exact);
    expect(proof.upperBound).toBeGreaterThanOrEqual(exact);
    expect(proof.gap).toBeLessThan(2e-3);
  });

  it('transport between products of measures is the sum of that along the axes', () => {
    const [p, q] = [unevenWeights(1, 12), unevenWeights(2, 9)];
    const [r, s] = [unevenWeights(3, 10), unevenWeights(4, 11)];
    const product = (u: Float64Array, v: Float64Array) =>
      Array.from(u, (weight) => Array.from(v, (w) => weight * w));
    const [x, y] = [axis(5, 12), axis(6, 9)];
    const [u, v] = [axis(7, 10), axis(8, 11)];
    const options = { threshold: 1e-11 };
    const epsilon = 0.03;
    const along = (from: Float64Array, to: Float64Array, a: Float64Array, b: Float64Array) =>
      solve(linearProblem(grid([from], { targets: [to] }), { a, b, epsilon }), options).regularisedCost;
    const whole = solve(
      linearProblem(grid([x, y], { targets: [u, v] }), { a: product(p, q), b: product(r, s), epsilon }),
      options,
    );
    expect(whole.regularisedCost).toBeCloseTo(along(x, u, p, r) + along(y, v, q, s), 10);
  });
});
