import { grad, multiply, subtract, sum, type Tensor, valueAndGrad } from '@monge/autodiff';
import { DomainError, type NdArray, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { sinkhornDivergence as divergenceOf, type Solution, sinkhorn } from '@monge/sinkhorn';
import {
  barycentricMap,
  type DifferentiableOptions,
  sinkhornDivergence,
  sinkhornPotentials,
  transportCost,
  transportPlan,
} from '@monge/sinkhorn/differentiable';
import { describe, expect, it } from 'vitest';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [30, 40];
const [x, y] = [normals(1, n, 2, 0.5), normals(2, m, 2, -0.5)];
const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
const options = { a, b, epsilon: 0.1, threshold: 1e-10 };

/** The points and the iterations of each step of a descent, which may start from the solution of the step before. */
function descend(
  loss: (x: Tensor, options: DifferentiableOptions) => Tensor,
  isWarm: boolean,
): { readonly points: NdArray; readonly iterations: readonly number[] } {
  let points: NdArray = x;
  let last: Solution | undefined;
  const iterations: number[] = [];
  for (let step = 0; step < 6; step++) {
    const onSolution = (solution: Solution) => {
      last = solution;
      iterations.push(solution.iterations);
    };
    const init = isWarm && last !== undefined ? { init: last } : {};
    const slope = grad((at: Tensor) => loss(at, { ...options, ...init, onSolution }))(points);
    points = subtract(points, multiply(0.01, slope));
  }
  return { points, iterations };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('a descent from solution to solution', () => {
  it.each([
    ['transportCost', transportCost],
    ['sinkhornDivergence', sinkhornDivergence],
  ] as const)('takes the way of one from zero, in fewer iterations: %s', (_, loss) => {
    const along = (at: Tensor, given: DifferentiableOptions) => loss({ x: at, y }, given);
    const [cold, warm] = [descend(along, false), descend(along, true)];
    assertAllClose(warm.points, cold.points, { rtol: 1e-8, atol: 1e-9 });
    expect(warm.iterations).toHaveLength(6);
    expect(warm.iterations[0]).toBe(cold.iterations[0]);
    expect(total(warm.iterations.slice(1))).toBeLessThan(0.8 * total(cold.iterations.slice(1)));
  });
});

describe('the solution', () => {
  it.each<[string, (x: Tensor, options: DifferentiableOptions) => Tensor]>([
    ['transportCost', (at, given) => transportCost({ x: at, y }, given)],
    ['transportPlan', (at, given) => sum(transportPlan({ x: at, y }, given))],
    ['barycentricMap', (at, given) => sum(barycentricMap({ x: at, y }, given))],
    ['sinkhornPotentials', (at, given) => sum(sinkhornPotentials({ x: at, y }, given).f)],
  ])('is that of the problem, once for the value and all derivatives: %s', (_, value) => {
    const expected = sinkhorn(x, y, options);
    const found: Solution[] = [];
    valueAndGrad((at: Tensor) => value(at, { ...options, onSolution: (one) => found.push(one) }))(x);
    expect(found).toHaveLength(1);
    expect(found[0].f.data).toEqual(expected.f.data);
    expect(found[0].g.data).toEqual(expected.g.data);
  });

  it('is that between the two measures where there are three', () => {
    const found: Solution[] = [];
    sinkhornDivergence({ x, y }, { ...options, onSolution: (one) => found.push(one) });
    const { xy } = divergenceOf(x, y, options);
    expect(found.map(({ f, g }) => [f.size, g.size])).toEqual([[n, m]]);
    expect(found[0].iterations).toBe(xy.iterations);
  });

  it('does not come of unrolled iterations', () => {
    const onSolution = () => expect.unreachable();
    transportCost({ x, y }, { ...options, differentiation: 'unrolled', maxIterations: 3, onSolution });
  });
});

describe('potentials to start from', () => {
  it('have to fit, and be the only start', () => {
    const refused = (init: DifferentiableOptions) => () => transportCost({ x, y }, { ...options, ...init });
    expect(refused({ init: { g: new Float64Array(n) } })).toThrow(ShapeError);
    expect(refused({ init: { g: new Float64Array(n) } })).toThrow(
      /sinkhorn\.transportCost: expected init\.g/,
    );
    expect(refused({ init: { g: new Float64Array(m) }, initialiser: 'gaussian' })).toThrow(DomainError);
  });
});
