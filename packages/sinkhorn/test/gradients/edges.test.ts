import {
  DomainError,
  fromData,
  MongeError,
  type NdArray,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  applyVjp,
  denseCost,
  gradient,
  greatCircle,
  linearProblem,
  mongeGap,
  planVjp,
  pNorm,
  pointCloud,
  potentialsVjp,
  type Sensitivities,
  sinkhorn,
  solve,
  transportVjp,
} from '@monge/sinkhorn';
import { gradients } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import fixture from '../fixtures/ott-gradients.json' with { type: 'json' };
import { inner } from '../support/directional-derivative.js';
import { executors } from '../support/executors.js';
import { vector } from '../support/perturbed-problem.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const exact = { threshold: 1e-13, maxIterations: 20_000 };
const close = { rtol: 1e-9, atol: 1e-9 };
const [n, m] = [23, 31];
const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m) };
const [x, y] = [normals(3, n, 2, 1), normals(4, m, 2, -0.5)];
const atMap = normals(5, n, 2);
const atF = normals(6, 1, n).data;
const atG = normals(7, 1, m).data;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('laws of gradients', () => {
  const solution = sinkhorn(x, y, { ...weights, epsilon: 0.3, ...exact });

  it('of the cost cancel over both clouds: only differences of points matter', () => {
    const { x: atX, y: atY } = gradient(solution);
    for (const k of [0, 1]) {
      const column = (points: NdArray<Float64Array>) => sum(points.data.filter((_, at) => at % 2 === k));
      expect(column(atX()) + column(atY())).toBeCloseTo(0, 12);
    }
  });

  it('of the cost are 2 (a x − P y) and 2 (b y − Pᵀ x) for squared distances', () => {
    const { x: atX, y: atY, cost } = gradient(solution);
    const [py, px] = [solution.apply(y).data, solution.apply(x, { transpose: true }).data];
    const expected = (points: NdArray<Float64Array>, mass: Float64Array, means: Float64Array) =>
      points.data.map((value, at) => 2 * (mass[at >> 1] * value - means[at]));
    assertAllClose(atX().data, expected(x, weights.a, py), close);
    assertAllClose(atY().data, expected(y, weights.b, px), close);
    assertAllClose(cost().data, solution.plan().data, close);
  });

  it('do not depend on the constant between the potentials of the solution', () => {
    const shifted = { ...solution, f: add(solution.f, 5), g: add(solution.g, -5) };
    for (const vjp of [gradient, (of: typeof solution) => potentialsVjp(of, { f: atF })]) {
      expectSame(vjp(shifted), vjp(solution));
    }
  });

  it('with respect to weights have no part that only moves between them', () => {
    for (const { a, b } of [gradient(solution), transportVjp(solution, atMap)]) {
      expect(inner(weights.a, a.data)).toBeCloseTo(inner(weights.b, b.data), 10);
    }
  });

  it('by the linear system are those by the envelope theorem: ∂⟨a, f⟩ + ⟨b, g⟩ with a, b fixed', () => {
    const implicit = potentialsVjp(solution, { f: weights.a, g: weights.b });
    const { x: atX, y: atY, epsilon } = gradient(solution);
    assertAllClose(implicit.x().data, atX().data, close);
    assertAllClose(implicit.y().data, atY().data, close);
    expect(implicit.epsilon()).toBeCloseTo(epsilon(), 9);
  });

  it('of sums of the plan that the weights fix are zero but for the weights', () => {
    const { x: atX, y: atY, epsilon, a } = applyVjp(solution, new Float64Array(m).fill(1), atF);
    assertAllClose(atX().data, new Float64Array(2 * n), close);
    assertAllClose(atY().data, new Float64Array(2 * m), close);
    expect(epsilon()).toBeCloseTo(0, 9);
    const shift = a.data[0] - atF[0];
    assertAllClose(
      a.data.map((value) => value - shift),
      atF,
      close,
    );
  });

  it('of the map cover those of applying the plan to the coordinates', () => {
    const scaled = atMap.data.map((value, at) => value / weights.a[at >> 1]);
    const applied = applyVjp(solution, y, fromData(scaled, [n, 2]));
    assertAllClose(transportVjp(solution, atMap).x().data, applied.x().data, close);
    expect(transportVjp(solution, atMap).epsilon()).toBeCloseTo(applied.epsilon(), 8);
    const dense = planVjp(solution, outer(scaled, y.data));
    expectSame(dense, applied);
  });

  it.each(executors)('are the same on $name', (executor) => {
    expectSame(transportVjp(solution, atMap, { executor }), transportVjp(solution, atMap));
    expectSame(gradient(solution, { executor }), gradient(solution));
  });
});

describe('gradients against OTT-JAX', () => {
  const [dx, dy] = [fixture.x, fixture.y];
  const solution = sinkhorn(dx, dy, { a: fixture.a, b: fixture.b, epsilon: fixture.epsilon, ...exact });
  const tolerance = { rtol: 1e-8, atol: 1e-8 };

  it('of the regularised cost, by points and weights', () => {
    const { x: atX, y: atY, a } = gradient(solution);
    assertAllClose(atX().data, fixture.cost.x.flat(), tolerance);
    assertAllClose(atY().data, fixture.cost.y.flat(), tolerance);
    const mean = inner(a.data, fixture.a);
    assertAllClose(
      a.data.map((value) => value - mean),
      fixture.cost.a,
      tolerance,
    );
  });

  it('of the potentials, implicitly', () => {
    const { x: atX, y: atY } = potentialsVjp(solution, { f: fixture.atF, g: fixture.atG });
    assertAllClose(atX().data, fixture.potentials.x.flat(), tolerance);
    assertAllClose(atY().data, fixture.potentials.y.flat(), tolerance);
  });

  it('of the barycentric map, implicitly', () => {
    const { x: atX, y: atY } = transportVjp(solution, fixture.atMap);
    assertAllClose(atX().data, fixture.map.x.flat(), tolerance);
    assertAllClose(atY().data, fixture.map.y.flat(), tolerance);
  });
});

describe('edges of gradients', () => {
  it('one source has nothing to choose: its map moves with the mean of the targets', () => {
    const solution = sinkhorn([[1, 2]], y, { b: weights.b, epsilon: 0.5, ...exact });
    const { x: atX, y: atY, epsilon } = transportVjp(solution, [[1, 0]]);
    assertAllClose(atX().data, [0, 0], close);
    assertAllClose(
      atY().data,
      y.data.map((_, at) => (at % 2 === 0 ? weights.b[at >> 1] : 0)),
      close,
    );
    expect(epsilon()).toBeCloseTo(0, 8);
  });

  it('between Gaussian clouds, along a shift of one, is 2 (mean − mean)', () => {
    const count = 1200;
    const from = normals(51, count, 3, 1);
    const to = normals(52, count + 30, 3, -0.5);
    const { x: atX } = gradient(sinkhorn(from, to, { epsilon: 1, threshold: 1e-10 }));
    for (const k of [0, 1, 2]) {
      const column = (points: NdArray<Float64Array>) => sum(points.data.filter((_, at) => at % 3 === k));
      const expected = 2 * (column(from) / count - column(to) / (count + 30));
      expect(column(atX())).toBeCloseTo(expected, 8);
    }
  });

  it('of float32 clouds are those of float64 to the digits of float32', () => {
    const single = (points: NdArray<Float64Array>) =>
      fromData(Float32Array.from(points.data), points.shape as [number, number]);
    const rough = sinkhorn(single(x), single(y), { ...weights, epsilon: 0.5, threshold: 1e-6 });
    const fine = sinkhorn(x, y, { ...weights, epsilon: 0.5, ...exact });
    expect(rough.problem.geometry.dtype).toBe('float32');
    const loose = { rtol: 1e-3, atol: 2e-4 };
    assertAllClose(gradient(rough).x().data, gradient(fine).x().data, loose);
    const implicit = transportVjp(rough, atMap);
    expect(implicit.linearSolve.status).toBe('converged');
    assertAllClose(implicit.x().data, transportVjp(fine, atMap).x().data, { rtol: 1e-2, atol: 1e-2 });
  });

  it('far from the origin are what they are at it', () => {
    const far = (points: NdArray<Float64Array>) =>
      fromData(
        points.data.map((value) => value + 1000),
        points.shape as [number, number],
      );
    const near = sinkhorn(x, y, { ...weights, epsilon: 0.3, ...exact });
    const away = sinkhorn(far(x), far(y), { ...weights, epsilon: 0.3, ...exact, threshold: 1e-11 });
    assertAllClose(transportVjp(away, atMap).x().data, transportVjp(near, atMap).x().data, {
      rtol: 1e-6,
      atol: 1e-6,
    });
  });

  it.each([{}, { tauA: 0.9, tauB: 0.7 }])(
    'are the same where the plan is not stored for them: %o',
    (taus) => {
      const stored = pointCloud(x, y);
      const some = { a: weights.a.map((weight, i) => (i === 3 ? 0 : weight)), epsilon: 0.3, ...taus };
      const [one, other] = [stored, { ...stored, kernelSize: Infinity }].map((geometry) =>
        transportVjp(solve(linearProblem(geometry, some), { ...exact, mode: 'log' }), atMap),
      );
      expect([one, other].map(({ linearSolve }) => linearSolve.status)).toEqual(['converged', 'converged']);
      expect(one.linearSolve.iterations).not.toBe(other.linearSolve.iterations);
      expectSame(one, other);
    },
  );

  it('of means on the sphere are refused where these vanish', () => {
    const cost = greatCircle({ radius: 1 });
    const to = (targets: number[][]) =>
      sinkhorn(
        [
          [90, 20],
          [90, -10],
        ],
        targets,
        { cost, epsilon: 1, threshold: 1e-12 },
      );
    const [antipodes, others] = [
      [
        [0, 0],
        [180, 0],
      ],
      [
        [0, 80],
        [120, 80],
      ],
    ];
    const refused = () =>
      transportVjp(to(antipodes), [
        [0, 0],
        [1, 2],
      ]);
    expect(refused).toThrow(DomainError);
    expect(refused).toThrow(
      /sinkhorn.transportVjp: expected a map that has a derivative, got a mean of targets that has none, .* for source 1/,
    );
    const { y: atY } = transportVjp(to(antipodes), [
      [0, 0],
      [0, 0],
    ]);
    expect(atY().data.every((value) => value === 0)).toBe(true);
    // All turned together, the map turns with them.
    const { x: turnedX, y: turnedY } = transportVjp(to(others), [
      [1, 0],
      [0, 0],
    ]);
    const longitudes = [turnedX(), turnedY()].map((at) => at.get(0, 0) + at.get(1, 0));
    expect(longitudes[0] + longitudes[1]).toBeCloseTo(1, 9);
  });

  it('of a solution that diverged are refused', () => {
    const far = linearProblem(pointCloud([0, 1e75], [-1e75, 5]), { epsilon: 1e-200 });
    const diverged = solve(far, { maxIterations: 50 });
    expect(diverged.status).toBe('diverged');
    for (const refused of [
      () => gradient(diverged),
      () => potentialsVjp(diverged, { f: [1, 0] }),
      () =>
        planVjp(diverged, [
          [1, 0],
          [0, 1],
        ]),
      () => applyVjp(diverged, [1, 0], [0, 1]),
      () => gradients({ solutions: [sinkhorn(x, y), diverged] }),
    ]) {
      expect(refused).toThrow(MongeError);
      expect(refused).toThrow(
        /expected a solution that stays within the range of floats, got one that diverged/,
      );
    }
    expect(() => gradients({ solutions: [sinkhorn(x, y), diverged] })).toThrow('(problem 1 of the batch)');
  });

  it('a linear system that is given too few iterations says so', () => {
    const solution = sinkhorn(x, y, { ...weights, epsilon: 0.1, ...exact });
    const { linearSolve } = potentialsVjp(solution, { f: atF, g: atG }, { maxIterations: 2 });
    expect(linearSolve).toMatchObject({ status: 'maxIterations', iterations: 2 });
    expect(linearSolve.residual).toBeGreaterThan(1e-10);
  });
});

describe('gradients refuse', () => {
  const ofMatrix = solve(linearProblem(denseCost(anyCosts(9, n, m)), { epsilon: 0.2 }));
  const ofPoints = sinkhorn(x, y, { epsilon: 1 });

  it('points of a matrix of costs', () => {
    expect(() => gradient(ofMatrix).x()).toThrow(UnsupportedError);
    expect(() => transportVjp(ofMatrix, atMap)).toThrow(UnsupportedError);
  });

  it('a cost that is a function alone, and take one that brings its gradient', () => {
    const { between, gradient: slope } = pNorm(3);
    const alone = sinkhorn(x, y, { cost: between, epsilon: 5 });
    expect(() => gradient(alone).x()).toThrow(UnsupportedError);
    expect(gradient(alone).cost().shape).toEqual([n, m]);
    const both = { name: 'cubes', between, ...(slope === undefined ? {} : { gradient: slope }) };
    expect(
      gradient(solve(linearProblem(pointCloud(x, y, { cost: both }), { epsilon: 5 }))).x().shape,
    ).toEqual([n, 2]);
  });

  it('a gradient that is returned, or written in part', () => {
    const between = (u: Float64Array, v: Float64Array) => (u[0] - v[0]) ** 2;
    const returned = (u: Float64Array, v: Float64Array) => [2 * (u[0] - v[0]), 0, 2 * (v[0] - u[0]), 0];
    const inPart = (u: Float64Array, v: Float64Array, atX: Float64Array, atY: Float64Array) => {
      atX[0] = 2 * (u[0] - v[0]);
      atY[0] = 2 * (v[0] - u[0]);
    };
    for (const slope of [returned, inPart]) {
      const cost = { name: 'shadow', between, gradient: slope };
      const expected = "expected the gradient of the cost 'shadow' to write finite numbers";
      expect(() => gradient(sinkhorn(x, y, { cost, epsilon: 1 })).x()).toThrow(expected);
      expect(() => mongeGap(x, x, { cost, epsilon: 1 }).gradient()).toThrow(expected);
    }
    expect(() => gradient(sinkhorn(x, y, { cost: (u, v) => between(u, v), epsilon: 1 })).x()).toThrow(
      "the function 'custom' alone",
    );
  });

  it('cotangents of another shape, and options out of range', () => {
    expect(() => potentialsVjp(ofPoints, { f: atG })).toThrow(ShapeError);
    expect(() => planVjp(ofPoints, atMap)).toThrow(ShapeError);
    expect(() => applyVjp(ofPoints, atF, atF)).toThrow(ShapeError);
    expect(() => transportVjp(ofPoints, atF)).toThrow(ShapeError);
    expect(() => potentialsVjp(ofPoints, { f: atF }, { tolerance: 0 })).toThrow(DomainError);
    expect(() => potentialsVjp(ofPoints, { f: atF }, { maxIterations: 0.5 })).toThrow(DomainError);
  });
});

function add(potential: NdArray<Float64Array>, constant: number): NdArray<Float64Array> {
  return vector(potential.data.map((value) => value + constant));
}

/** What is added to g to balance the potentials. */

/** u_i · v_j of the rows of two matrices with two columns. */
function outer(u: Float64Array, v: Float64Array): NdArray<Float64Array> {
  const product = Float64Array.from({ length: n * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return u[2 * i] * v[2 * j] + u[2 * i + 1] * v[2 * j + 1];
  });
  return fromData(product, [n, m]);
}

function expectSame(one: Sensitivities, other: Sensitivities): void {
  assertAllClose(one.x().data, other.x().data, close);
  assertAllClose(one.y().data, other.y().data, close);
  assertAllClose(one.cost().data, other.cost().data, close);
  assertAllClose(one.a.data, other.a.data, { rtol: 1e-7, atol: 1e-7 });
  assertAllClose(one.b.data, other.b.data, { rtol: 1e-7, atol: 1e-7 });
  expect(one.epsilon()).toBeCloseTo(other.epsilon(), 8);
}
