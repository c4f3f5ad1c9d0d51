import { fromData, multiply, ShapeError, slice, subtract, UnsupportedError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  denseCost,
  euclidean,
  linearProblem,
  pNorm,
  potentials,
  sinkhorn,
  sinkhornDivergence,
  solve,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { executors } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [21, 34];
const given = {
  a: unevenWeights(1, n),
  b: unevenWeights(2, m),
  epsilon: 0.4,
  threshold: 1e-12,
  maxIterations: 20_000,
};
const [x, y] = [normals(3, n, 2), normals(4, m, 2, 0.5, 1.5)];
const points = normals(5, 9, 2, 0.2);

const uphill = (u: Float64Array, v: Float64Array) => Math.max(0, v[0] - u[0]) ** 2 + Math.abs(u[1] - v[1]);
const costs = { squaredEuclidean, euclidean, 'city-block': pNorm(1), 'a cost that is not symmetric': uphill };

describe.each(executors)('potentials as functions, on $name', (executor) => {
  // OTT-JAX counts the target weights twice here, which only uneven weights show.
  it.each(Object.entries(costs))('are those of the solution at its points, weights uneven: %s', (_, cost) => {
    const solution = sinkhorn(x, y, { ...given, cost });
    const { f, g } = potentials(solution, { executor });
    assertAllClose(f(x), solution.f, { atol: 1e-9 });
    assertAllClose(g(y), solution.g, { atol: 1e-9 });
  });

  it('are what makes conditional probabilities sum to one at new points', () => {
    const solution = sinkhorn(x, y, given);
    const { f, g } = potentials(solution, { executor });
    const at = f(points);
    for (let k = 0; k < 9; k++) {
      let total = 0;
      for (let j = 0; j < m; j++) {
        const cost = (points.get(k, 0) - y.get(j, 0)) ** 2 + (points.get(k, 1) - y.get(j, 1)) ** 2;
        total += given.b[j] * Math.exp((at.get(k) + solution.g.get(j) - cost) / given.epsilon);
      }
      expect(total).toBeCloseTo(1, 12);
    }
    expect(g(points).shape).toEqual([9]);
  });
});

const STEP = 1e-5;

/** ∇h at each of the points, by central differences. */
function gradient(h: (points: Float64Array) => { readonly data: Float64Array }) {
  const gradients = new Float64Array(18);
  for (let k = 0; k < 18; k++) {
    const at = (step: number) => {
      const moved = points.data.slice();
      moved[k] += step;
      return h(moved).data[k >> 1];
    };
    gradients[k] = (at(STEP) - at(-STEP)) / (2 * STEP);
  }
  return fromData(gradients, [9, 2]);
}

const plane = (data: Float64Array) => fromData(data, [9, 2]);

describe('maps of the squared distance', () => {
  it('are x − ½∇f and y − ½∇g, for a solution', () => {
    const solution = sinkhorn(x, y, given);
    const { f, g } = potentials(solution);
    const forward = subtract(
      points,
      multiply(
        gradient((at) => f(plane(at))),
        0.5,
      ),
    );
    assertAllClose(solution.transport(points), forward, { atol: 1e-7 });
    const backward = subtract(
      points,
      multiply(
        gradient((at) => g(plane(at))),
        0.5,
      ),
    );
    assertAllClose(solution.transport(points, { from: 'target' }), backward, { atol: 1e-7 });
  });

  it('are x − ½∇(f − f_aa) and y − ½∇(g − g_bb), for a divergence', () => {
    const divergence = sinkhornDivergence(x, y, given);
    const { f, g } = potentials(divergence);
    const forward = subtract(
      points,
      multiply(
        gradient((at) => f(plane(at))),
        0.5,
      ),
    );
    assertAllClose(divergence.transport(points), forward, { atol: 1e-7 });
    const backward = subtract(
      points,
      multiply(
        gradient((at) => g(plane(at))),
        0.5,
      ),
    );
    assertAllClose(divergence.transport(points, { from: 'target' }), backward, { atol: 1e-7 });
  });
});

describe('the debiased map and potentials', () => {
  const divergence = sinkhornDivergence(x, y, given);

  it('of a divergence are f − f_aa and g − g_bb at its points', () => {
    const { f, g } = potentials(divergence);
    assertAllClose(f(x), divergence.f, { atol: 1e-9 });
    assertAllClose(g(y), divergence.g, { atol: 1e-9 });
  });

  it('maps its own points as it maps new ones, of any memory layout', () => {
    assertAllClose(divergence.transport(), divergence.transport(x), { rtol: 1e-12 });
    const odd = slice(x, [1, null, 2]);
    assertAllClose(divergence.transport(odd), slice(divergence.transport(), [1, null, 2]), {
      rtol: 1e-12,
    });
    assertAllClose(
      divergence.transport(undefined, { from: 'target' }),
      divergence.transport(y, { from: 'target' }),
    );
  });

  it('is the identity from a measure to itself, where the barycentric map is not', () => {
    const same = sinkhornDivergence(x, x, { ...given, b: given.a });
    assertAllClose(same.transport(), x, { atol: 1e-9 });
    const drawn = same.xy.transport();
    expect(Math.abs(drawn.get(0, 0) - x.get(0, 0))).toBeGreaterThan(1e-2);
  });

  it('is the translation from a measure to its translate, weights uneven', () => {
    const moved = fromData(
      x.data.map((value) => value + 3),
      [n, 2],
    );
    const { transport } = sinkhornDivergence(x, moved, { ...given, b: given.a });
    assertAllClose(transport(), moved, { atol: 1e-8 });
  });

  it('takes points on the line as numbers', () => {
    const { transport } = sinkhornDivergence([0, 1, 2], [3, 4, 5], { threshold: 1e-12 });
    assertAllClose(transport([0, 2]), [[3], [5]], { atol: 1e-9 });
  });
});

describe('errors of potentials and debiased maps', () => {
  it('refuse matrices of costs, which have no points', () => {
    expect(() => potentials(solve(linearProblem(denseCost([[0, 1]]))))).toThrow(UnsupportedError);
  });

  it('refuse points of another dimension', () => {
    const { f } = potentials(sinkhorn(x, y, given));
    expect(() => f([1, 2, 3])).toThrow(/expected points of shape \[k, 2\]/);
    expect(() => sinkhornDivergence(x, y, given).transport([1, 2])).toThrow(ShapeError);
  });

  it('refuse maps of costs whose gradient they are not', () => {
    const { transport } = sinkhornDivergence(x, y, { ...given, cost: euclidean });
    expect(() => transport()).toThrow(/got the Euclidean cost; use xy.transport/);
  });
});
