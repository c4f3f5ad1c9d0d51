import { checkpoint, exp, grad, hvp, jvp, sum, type Tensor } from '@monge/autodiff';
import { fromData, MongeError, UnsupportedError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { gradient, greatCircle, pNorm, sinkhorn } from '@monge/sinkhorn';
import {
  barycentricMap,
  sinkhornPotentials,
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

  it('are the same when the solve is done again by checkpoint', () => {
    const number = (points: Tensor) => sum(exp(barycentricMap({ x: points, y }, options)));
    assertAllClose(grad(checkpoint(number))(x).data, grad(number)(x).data, { rtol: 1e-14 });
  });

  it('of points on the line have their shape', () => {
    const line = grad((points: Tensor) => transportCost({ x: points, y: [0, 1] }, options))([0, 2, 3]);
    expect(line.shape).toEqual([3]);
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
