import {
  checkpoint,
  exp,
  grad,
  hvp,
  jvp,
  multiply,
  sin,
  sum,
  type Tensor,
  valueAndGrad,
} from '@monge/autodiff';
import { bind, denseOf, operate, type Primitive } from '@monge/autodiff/primitive';
import { DomainError, fromData, MongeError, ShapeError, UnsupportedError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  sinkhornDivergence as divergenceOf,
  gradient,
  greatCircle,
  pNorm,
  sinkhorn,
  transportVjp,
} from '@monge/sinkhorn';
import {
  barycentricMap,
  type DifferentiableOptions,
  sinkhornDivergence,
  sinkhornPotentials,
  type TransportGeometry,
  transportCost,
  transportPlan,
} from '@monge/sinkhorn/differentiable';
import { describe, expect, it } from 'vitest';
import { inner } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [5, 6];
const [x, y] = [normals(1, n, 2, 0.5), normals(2, m, 2, -0.5)];
const options = { epsilon: 0.7, threshold: 1e-12 };
const shifted = normals(3, n, 2);

describe('with nothing to follow', () => {
  it('the results are those of the solution', () => {
    const solution = sinkhorn(x, y, options);
    assertAllClose(plain(transportCost({ x, y }, options)), [solution.dualCost], { rtol: 1e-14 });
    assertAllClose(plain(transportPlan({ x, y }, options)), solution.plan().data, { rtol: 1e-12 });
    assertAllClose(plain(barycentricMap({ x, y }, options)), solution.transport().data, { rtol: 1e-12 });
    const { f, g } = sinkhornPotentials({ x, y }, options);
    const moved = plain(f)[0] - solution.f.data[0];
    assertAllClose(
      plain(g),
      solution.g.data.map((value) => value - moved),
      { rtol: 1e-10, atol: 1e-10 },
    );
    expect(inner(plain(f), solution.problem.a)).toBeCloseTo(inner(plain(g), solution.problem.b), 12);
  });

  it('weights and ε have the defaults of a problem', () => {
    const { dualCost, f } = sinkhorn([0, 1, 3], [1, 2], { threshold: 1e-12 });
    const parts = { x: [0, 1, 3], y: [1, 2] };
    assertAllClose(plain(transportCost(parts, { threshold: 1e-12 })), [dualCost], { rtol: 1e-13 });
    expect(sinkhornPotentials(parts).f.shape).toEqual(f.shape);
  });
});

describe('first derivatives in reverse mode', () => {
  it('of a thousand points are those of gradient', () => {
    const [from, to] = [normals(4, 1000, 3), normals(5, 1010, 3, 0.5)];
    const b = unevenWeights(6, 1010);
    const loose = { epsilon: 1, threshold: 1e-8, b };
    const slope = grad((points: Tensor) => transportCost({ x: points, y: to }, loose))(from);
    assertAllClose(slope.data, gradient(sinkhorn(from, to, loose)).x().data, { rtol: 1e-12 });
  });

  it('need no operations for the cost', () => {
    const far = { epsilon: 2, threshold: 1e-10 };
    const flown = grad((points: Tensor) =>
      transportCost({ x: points, y, cost: greatCircle({ radius: 1 }) }, far),
    )(x);
    const solution = sinkhorn(x, y, { ...far, cost: greatCircle({ radius: 1 }) });
    assertAllClose(flown.data, gradient(solution).x().data, { rtol: 1e-12 });
    const number = (points: Tensor) => sum(exp(barycentricMap({ x: points, y, cost: pNorm(3) }, far)));
    expect(grad(number)(x).data.every(Number.isFinite)).toBe(true);
    expect(() => hvp(number, x, shifted)).toThrow(UnsupportedError);
  });

  it('of the map on the sphere are those of transportVjp, and first derivatives are all there is', () => {
    const cost = greatCircle({ radius: 1 });
    const degrees = (points: typeof x) =>
      fromData(
        Float64Array.from(points.data, (value) => 20 * value),
        points.shape,
      );
    const [from, to] = [degrees(x), degrees(y)];
    const number = (points: Tensor) =>
      sum(exp(multiply(barycentricMap({ x: from, y: points, cost }, options), 0.1)));
    const solution = sinkhorn(from, to, { ...options, cost });
    const slope = solution.transport().data.map((value) => 0.1 * Math.exp(0.1 * value));
    const expected = transportVjp(solution, fromData(slope, [n, 2])).y();
    assertAllClose(grad(number)(to).data, expected.data, { rtol: 1e-8, atol: 1e-9 });
    expect(() => jvp(number, [to], [to])).toThrow(UnsupportedError);
  });

  it('are the same when the solve is done again by checkpoint', () => {
    const number = (points: Tensor) => sum(exp(barycentricMap({ x: points, y }, options)));
    assertAllClose(grad(checkpoint(number))(x).data, grad(number)(x).data, { rtol: 1e-14 });
  });

  it('take memory that does not depend on the number of iterations, as a loop of operations does', () => {
    /** Bytes in the arena when the cotangent of the points is there. */
    const used = (map: (points: Tensor) => Tensor): number => {
      let bytes = 0;
      const probe: Primitive<null> = {
        name: 'probe',
        evaluate([value], _, memory) {
          if ('used' in memory) bytes = Number(memory.used);
          return denseOf(value);
        },
        vjp: (cotangent) => [bind(probe, [cotangent], null)],
        jvp: ([tangent]) => tangent!,
      };
      const probed = (points: Tensor) => operate('probe', (value) => bind(probe, [value], null), [points]);
      grad((points: Tensor) => sum(exp(map(probed(points)))))(x);
      return bytes;
    };
    const implicit = (maxIterations: number) =>
      used((points) => barycentricMap({ x: points, y }, { ...options, threshold: 0, maxIterations }));
    const loop = (iterations: number) =>
      used((points) => Array.from({ length: iterations }).reduce<Tensor>((at) => sin(at), points));
    expect(implicit(400)).toBe(implicit(4));
    expect(loop(400)).toBeGreaterThan(10 * loop(4));
  });

  it('of points on the line have their shape', () => {
    const line = grad((points: Tensor) => transportCost({ x: points, y: [0, 1] }, options))([0, 2, 3]);
    expect(line.shape).toEqual([3]);
  });
});

describe('the divergence', () => {
  it('is that of sinkhornDivergence, and its gradient that of gradient, for a thousand points', () => {
    const [from, to] = [normals(7, 1000, 2), normals(8, 1010, 2, 0.5)];
    const loose = { epsilon: 0.5, threshold: 1e-9, b: unevenWeights(9, 1010) };
    const found = divergenceOf(from, to, loose);
    const [value, slope] = valueAndGrad((points: Tensor) => sinkhornDivergence({ x: points, y: to }, loose))(
      from,
    );
    expect(value).toBeCloseTo(found.divergence, 12);
    assertAllClose(slope.data, gradient(found).x().data, { atol: 1e-12 });
  });

  it('of a measure and itself is zero, wherever it is, and so is its gradient', () => {
    const same = (points: Tensor) => sinkhornDivergence({ x: points, y: points }, options);
    expect(Math.abs(plain(same(x))[0])).toBeLessThan(1e-12);
    assertAllClose(grad(same)(x).data, new Float64Array(2 * n), { atol: 1e-11 });
  });

  it('has an ε of its own, by default that of the problem between the two', () => {
    const { divergence } = divergenceOf(x, y, { threshold: 1e-12 });
    expect(plain(sinkhornDivergence({ x, y }, { threshold: 1e-12 }))[0]).toBeCloseTo(divergence, 12);
  });

  it('refuses marginals that are held unequally', () => {
    expect(() => sinkhornDivergence({ x, y }, { tauA: 0.9 })).toThrow('expected tauA and tauB equal');
  });
});

describe('edges of derivatives', () => {
  it('where weights are zero nothing is NaN, to the second order and in both modes', () => {
    const a = [0.5, 0, 0.2, 0.3, 0];
    const b = [0, 0.25, 0.25, 0.2, 0.3, 0];
    const number = (points: Tensor) => sum(exp(barycentricMap({ x: points, y }, { ...options, a, b })));
    const slope = grad(number)(x);
    const [, rate] = jvp(number, [x], [shifted]);
    expect(inner(slope.data, shifted.data)).toBeCloseTo(rate.data[0], 9);
    const step = 1e-4;
    const at = (t: number) =>
      grad(number)(
        fromData(
          x.data.map((value, i) => value + t * shifted.data[i]),
          [n, 2],
        ),
      ).data;
    const [above, below] = [at(step), at(-step)];
    assertAllClose(
      hvp(number, x, shifted).data,
      above.map((value, i) => (value - below[i]) / (2 * step)),
      { rtol: 1e-5, atol: 1e-5 },
    );
  });

  it('equal clouds have a Hessian', () => {
    const number = (points: Tensor) => transportCost({ x: points, y: x }, options);
    expect(hvp(number, x, shifted).data.every(Number.isFinite)).toBe(true);
  });

  it('an argument that makes no problem is an error of the function that it was given to, unrolled or not', () => {
    for (const differentiation of ['implicit', 'unrolled'] as const) {
      const attempt = (geometry: TransportGeometry, given: DifferentiableOptions) => () =>
        barycentricMap(geometry, { ...options, differentiation, ...given });
      expect(attempt({ x, y }, { epsilon: [0.7, 0.1] })).toThrow(
        new ShapeError('sinkhorn.barycentricMap: expected epsilon to be a number, got shape [2]'),
      );
      expect(attempt({ x: 'x' as never, y }, {})).toThrow(
        'sinkhorn.barycentricMap: expected x to be an array',
      );
      expect(attempt({ x, y }, { b: ['b'] as never })).toThrow(/sinkhorn.barycentricMap: .* in b/);
      expect(attempt({ x, y }, { a: [1, 1, 1, 1, 1], b: [1, 1, 1, 1, 1, 1] })).toThrow('of the same total');
      expect(attempt({ x, y }, { a: [1, 1] })).toThrow(ShapeError);
      expect(attempt({ costs: [[1, 2]] }, {})).toThrow(UnsupportedError);
    }
    expect(() => transportCost({ x, y }, { differentiation: 'forward' as never })).toThrow(DomainError);
  });

  it('a linear system that is not solved is an error', () => {
    const number = (points: Tensor) =>
      sum(exp(barycentricMap({ x: points, y }, { ...options, linearSolve: { maxIterations: 1 } })));
    expect(() => grad(number)(x)).toThrow(MongeError);
    expect(() => jvp(number, [x], [shifted])).toThrow(/relative residual/);
  });
});

function plain(tensor: Tensor): Float64Array {
  if (!('data' in tensor)) throw new Error('expected an array');
  return Float64Array.from(tensor.data);
}
