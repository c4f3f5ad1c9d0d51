import { DomainError, multiply } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  linearProblem,
  pointCloud,
  potentials,
  sinkhornDivergence,
  solve,
  solveSymmetric,
} from '@monge/sinkhorn';
import { weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/sinkhorn-divergence.json' with { type: 'json' };
import { engines } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const TIGHT = { threshold: 1e-11, maxIterations: 50_000 };

const [n, m] = [18, 25];
const [x, y] = [normals(1, n, 2), normals(2, m, 2, 1)];
const a = unevenWeights(3, n);
const b = unevenWeights(4, m).map((weight) => 2.5 * weight);

describe.each(engines)('unbalanced, $name', ({ mode, executor }) => {
  it.each([0.999, 0.9, 0.3])('a measure against itself has the plan that solve finds: τ = %d', (tau) => {
    for (const epsilon of [0.3, 50]) {
      const given = { a: b, b, epsilon, tauA: tau, tauB: tau };
      const problem = linearProblem(pointCloud(y, y), given);
      const found = solveSymmetric(problem, { mode, executor, ...TIGHT });
      const expected = solve(problem, { mode, executor, ...TIGHT });
      expect(found.status).toBe('converged');
      expect(found.iterations).toBeLessThanOrEqual(14);
      assertAllClose(found.plan(), expected.plan(), { rtol: 1e-6, atol: 1e-8 });
      assertAllClose(found.dualCost, expected.dualCost, { rtol: 1e-9 });
    }
  });

  it.each(document.problems)(
    `the divergence is twice that of GeomLoss ${document.versions.geomloss}: $name`,
    (given) => {
      const { blur, reach, mass, unbalanced } = given.geomloss;
      const [epsilon, rho] = [2 * blur ** 2, 2 * reach ** 2];
      const tau = rho / (rho + epsilon);
      const options = {
        a: given.a,
        b: multiply(given.b, mass),
        epsilon,
        tauA: tau,
        tauB: tau,
        mode,
        executor,
        ...TIGHT,
      };
      assertAllClose(sinkhornDivergence(given.x, given.y, options).divergence, unbalanced, { rtol: 1e-9 });
    },
  );
});

describe('laws of the unbalanced divergence', () => {
  const options = { epsilon: 0.4, tauA: 0.8, tauB: 0.8, ...TIGHT };

  it('is zero for a measure and itself, and symmetric', () => {
    expect(Math.abs(sinkhornDivergence(y, y, { a: b, b, ...options }).divergence)).toBeLessThan(1e-11);
    const forward = sinkhornDivergence(x, y, { a, b, ...options }).divergence;
    const backward = sinkhornDivergence(y, x, { a: b, b: a, ...options }).divergence;
    expect(forward).toBeGreaterThan(0.1);
    assertAllClose(backward, forward, { rtol: 1e-9 });
  });

  it('is not negative, whatever the masses', () => {
    const mass = fc.double({ min: 0.05, max: 20, noNaN: true });
    const tau = fc.double({ min: 0.05, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(weights({ length: 5 }), weights({ length: 4 }), mass, tau, (p, q, heavier, tauA) => {
        const { divergence } = sinkhornDivergence(normals(5, 5, 2), normals(6, 4, 2), {
          a: p,
          b: q.map((weight) => heavier * weight),
          epsilon: 0.5,
          tauA,
          tauB: tauA,
          threshold: 1e-9,
          maxIterations: 20_000,
        });
        expect(divergence).toBeGreaterThan(-1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('tends to the balanced one as τ → 1', () => {
    const given = { a, b: multiply(b, 1 / 2.5), epsilon: 0.4, ...TIGHT };
    const relaxed = sinkhornDivergence(x, y, { ...given, tauA: 1 - 1e-7, tauB: 1 - 1e-7 });
    assertAllClose(relaxed.divergence, sinkhornDivergence(x, y, given).divergence, { rtol: 1e-5 });
  });
});

describe('closed forms of the unbalanced divergence', () => {
  it('is, for two points of any masses, a difference of transported masses', () => {
    const [massA, massB, epsilon, rho] = [0.7, 3, 0.6, 2];
    const tau = rho / (rho + epsilon);
    // The mass π for which ε log(π/(ab)) + ρ log(π/a) + ρ log(π/b) + c = 0; OT = ε ab + ρ (a + b) − (ε + 2ρ) π.
    const moved = (p: number, q: number, cost: number) =>
      Math.exp(((epsilon + rho) * Math.log(p * q) - cost) / (epsilon + 2 * rho));
    const expected =
      (epsilon + 2 * rho) *
      ((moved(massA, massA, 0) + moved(massB, massB, 0)) / 2 - moved(massA, massB, 1.25));
    const { divergence, xy } = sinkhornDivergence([[0, 0]], [[1, 0.5]], {
      a: [massA],
      b: [massB],
      epsilon,
      tauA: tau,
      tauB: tau,
      ...TIGHT,
    });
    assertAllClose(divergence, expected, { rtol: 1e-9 });
    assertAllClose(xy.mass, moved(massA, massB, 1.25), { rtol: 1e-9 });
  });
});

describe('unbalanced potentials and maps', () => {
  const options = { a, b, epsilon: 0.4, tauA: 0.8, tauB: 0.8, ...TIGHT };

  it('are those of the solution at its points', () => {
    const found = sinkhornDivergence(x, y, options);
    const [plain, debiased] = [potentials(found.xy), potentials(found)];
    assertAllClose(plain.f(x), found.xy.f, { atol: 1e-8 });
    assertAllClose(plain.g(y), found.xy.g, { atol: 1e-8 });
    assertAllClose(debiased.f(x), found.f, { atol: 1e-8 });
    assertAllClose(debiased.g(y), found.g, { atol: 1e-8 });
  });

  it('leave a measure where it is when it is its own target', () => {
    assertAllClose(sinkhornDivergence(x, x, { ...options, b: a }).transport(), x, { atol: 1e-8 });
  });
});

describe('marginals that are held unequally', () => {
  it('have no divergence: the costs of equal measures leave a positive number, by as much as the potentials differ', () => {
    const [tauA, tauB, epsilon] = [0.9, 0.5, 0.4];
    const geometry = pointCloud(x, x);
    const found = (first: number, second: number) =>
      solve(linearProblem(geometry, { a, b: a, epsilon, tauA: first, tauB: second }), TIGHT);
    const within = [found(tauA, tauA), found(tauB, tauB)];
    const left = found(tauA, tauB).dualCost - within[0].dualCost / 2 - within[1].dualCost / 2;
    const [u, v] = within.map(({ f }) => f.data.map((value, i) => a[i] * Math.exp(value / epsilon)));
    let least = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const square = (x.get(i, 0) - x.get(j, 0)) ** 2 + (x.get(i, 1) - x.get(j, 1)) ** 2;
        least += (epsilon / 2) * (u[i] - v[i]) * Math.exp(-square / epsilon) * (u[j] - v[j]);
      }
    }
    expect(least).toBeGreaterThan(1e-3);
    expect(left).toBeGreaterThanOrEqual(least);
  });
});

describe('errors of the unbalanced divergence', () => {
  it('refuses one marginal held more firmly than the other, and masses that differ where both are held', () => {
    expect(() => sinkhornDivergence(x, y, { a, b, tauA: 0.9 })).toThrow(/expected tauA and tauB equal/);
    expect(() => sinkhornDivergence(x, y, { a, b })).toThrow(DomainError);
    const problem = linearProblem(pointCloud(x, x), { a, b: a, tauA: 0.9 });
    expect(() => solveSymmetric(problem)).toThrow(DomainError);
  });
});
