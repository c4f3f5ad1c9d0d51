import { type AbortedError, type Executor, fromData, type NdArray } from '@monge/ndarray';
import { denseCost, greatCircle, pointCloud, roundedPlan, type Solution } from '@monge/sinkhorn';
import { conditionalGradient, gromovProblem, solveGromov, solveGromovAsync } from '@monge/sinkhorn/gromov';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { javascript, wasm } from '../support/executors.js';
import { a, b, cloud, m, n, spaces, tight, x, y } from '../support/gromov.js';
import { anyCosts, normals } from '../support/samples.js';
import { costsAmong } from '../support/spaces.js';
import { spyOn } from '../support/spy.js';

/** What a call throws. */
function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('edges', () => {
  const problem = gromovProblem(cloud(x), cloud(y), { a, b, epsilon: 1 });

  it('is the same on every executor', () => {
    const of = (executor: Executor) => solveGromov(problem, { ...tight, executor });
    const [one, other] = [of(wasm), of(javascript)];
    expect(other.executor.name).toBe('javascript');
    expect(deviation(other.plan().data, one.plan().data)).toBeLessThan(1e-9);
  });

  it.each(['clouds, squared distances', 'distances'])('gives all memory back: %s', (space) => {
    const { source, target, epsilon } = spaces[space];
    const { executor, calls } = spyOn(wasm);
    solveGromov(gromovProblem(source, target, { a, b, epsilon }), { executor });
    expect(calls.softmins + calls.fills).toBeGreaterThan(0);
    expect(calls.unreleased).toBe(0);
  });

  it('is the same when other work is let in between', async () => {
    const { linear, plan, iterations } = await solveGromovAsync(problem);
    const sync = solveGromov(problem);
    expect(iterations).toBe(sync.iterations);
    expect(linear.iterations).toBe(sync.linear.iterations);
    expect(plan().data).toEqual(sync.plan().data);
  });

  it('takes one iteration or two from its own solution, as a matrix too', () => {
    const solution = solveGromov(problem, tight);
    for (const init of [solution, solution.plan()]) {
      expect(solveGromov(problem, { init, threshold: 1e-8 }).iterations).toBeLessThanOrEqual(2);
    }
  });

  it('computes in float32 where all costs are float32', () => {
    const [u, v] = [Float32Array.from(x.data), Float32Array.from(y.data)];
    const single = gromovProblem(cloud(fromData(u, [n, 2])), cloud(fromData(v, [m, 3])), {
      a,
      b,
      epsilon: 1,
    });
    const solution = solveGromov(single);
    expect(solution.linear.problem.geometry.dtype).toBe('float32');
    expect(solution.status).toBe('converged');
    expect(deviation(solution.plan().data, solveGromov(problem, tight).plan().data)).toBeLessThan(2e-3);
    const stored = (points: NdArray<Float64Array>) => {
      const { data, shape } = costsAmong(points);
      return denseCost(fromData(Float32Array.from(data), shape));
    };
    const dense = solveGromov(
      gromovProblem(stored(x), stored(y), { a, b, epsilon: 1, tauA: 0.9, tauB: 0.9 }),
    );
    expect(dense.linear.problem.geometry.dtype).toBe('float32');
    expect(dense.status).toBe('converged');
  });

  it('costs nothing less than zero, between spaces that are the same', () => {
    const same = gromovProblem(cloud(normals(1, 60, 2)), cloud(normals(1, 60, 2)), { epsilon: 1e-3 });
    const init = fromData(
      new Float64Array(3600).map((_, at) => (at % 61 === 0 ? 1 / 60 : 0)),
      [60, 60],
    );
    for (const { gromovCost, cost } of [solveGromov(same, { init }), conditionalGradient(same, { init })]) {
      expect(gromovCost).toBeGreaterThanOrEqual(0);
      expect(gromovCost).toBeLessThan(1e-8);
      expect(cost).toBe(gromovCost);
    }
  });

  it.each([1e-1, 1e-2, 3e-3, 1e-3, 1e-4])(
    'has the mass that is best, however small steps have become: ε = %d',
    (epsilon) => {
      const [source, target] = [denseCost(anyCosts(1, 3, 3)), denseCost(anyCosts(2, 4, 4))];
      const solution = solveGromov(gromovProblem(source, target, { epsilon, tauA: 0.3, tauB: 0.6 }));
      expect(solution.status).toBe('converged');
      // Where the derivative of the objective by the mass M is zero it is ½ Σρ (1 − M²).
      const strength = epsilon * (1 + 3 / 7 + 3 / 2);
      const least = (strength / 2) * (1 - solution.mass ** 2);
      expect(Math.abs(solution.regularisedCost - least)).toBeLessThan(1e-5 * least);
      expect(solution.mass).toBeGreaterThan(0.1);
    },
  );

  it('keeps mass where moving all of it would cost far more than losing it', () => {
    const far = fromData(
      x.data.map((value) => 100 * value),
      [n, 2],
    );
    const given = gromovProblem(cloud(far), cloud(y), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
    const { status, mass, gromovCost: cost } = solveGromov(given);
    expect(status).toBe('converged');
    expect(mass).toBeGreaterThan(0.04);
    expect(cost).toBeLessThan(1e-3);
  });

  it('moves nothing to or from points without mass', () => {
    const p = a.map((weight, i) => (i % 3 === 0 ? 0 : weight));
    for (const tau of [1, 0.9]) {
      for (const costs of [
        (points: NdArray<Float64Array>) => cloud(points),
        (points: NdArray<Float64Array>) => denseCost(costsAmong(points)),
      ]) {
        const given = gromovProblem(costs(x), costs(y), {
          a: p.map((w) => w / p.reduce((s, v) => s + v, 0)),
          b,
          epsilon: 1,
          tauA: tau,
          tauB: tau,
        });
        const { plan, status } = solveGromov(given);
        expect(status).toBe('converged');
        expect(plan().data.every((mass, at) => (Math.floor(at / m) % 3 === 0 ? mass === 0 : mass > 0))).toBe(
          true,
        );
      }
    }
  });

  it('takes spaces of one point, of equal points, and of points on a sphere', () => {
    const point = denseCost([[0]]);
    expect(solveGromov(gromovProblem(point, cloud(y), { b })).plan().data).toEqual(
      expect.objectContaining({ length: m }),
    );
    const single = solveGromov(gromovProblem(cloud(fromData(new Float64Array(2), [1, 2])), cloud(y), { b }));
    expect(deviation(single.plan().data, b)).toBeLessThan(1e-12);
    const equal = cloud(fromData(new Float64Array(6).fill(4), [3, 2]));
    const product = solveGromov(gromovProblem(equal, equal));
    expect(product.gromovCost).toBe(0);
    expect(deviation(product.plan().data, new Float64Array(9).fill(1 / 9))).toBeLessThan(1e-12);
    const places = fromData(
      normals(41, 5, 2).data.map((value) => 20 * value),
      [5, 2],
    );
    const sphere = pointCloud(places, places, { cost: greatCircle({ radius: 1 }) });
    expect(solveGromov(gromovProblem(sphere, sphere, { epsilon: 1e-3 })).status).toBe('converged');
  });

  it('stays at the product where that is stationary, and leaves it for another start', () => {
    const circle = (radius: number) =>
      fromData(
        Float64Array.from(
          { length: 12 },
          (_, at) => radius * (at % 2 === 0 ? Math.cos : Math.sin)((Math.PI * Math.floor(at / 2)) / 3),
        ),
        [6, 2],
      );
    const given = gromovProblem(cloud(circle(1)), cloud(circle(1)), { epsilon: 0.1 });
    const still = solveGromov(given);
    expect(still.iterations).toBeLessThanOrEqual(2);
    const init = Float64Array.from({ length: 36 }, (_, at) => (Math.floor(at / 6) === at % 6 ? 2 : 1));
    const found = solveGromov(given, { init: fromData(init, [6, 6]) });
    expect(found.regularisedCost).toBeLessThan(0.5 * still.regularisedCost);
  });

  it('loses its mass where features cost far more than that', () => {
    const point = denseCost([[0]]);
    const of = (cost: number) =>
      solveGromov(
        gromovProblem(point, point, { features: denseCost([[cost]]), epsilon: 0.1, tauA: 0.5, tauB: 0.5 }),
        {
          threshold: 1e-12,
        },
      );
    // Features alone cost ½ F t, and the penalties ½ Σρ (2 t² log t − t² + 1), Σρ = 0.3: both rise with t, or there is a minimum at t log t = −F/(4 Σρ).
    expect(of(5).mass).toBe(0);
    const { mass: kept } = of(0.2);
    expect(kept * Math.log(kept)).toBeCloseTo(-0.2 / 1.2, 9);
    expect(kept).toBeGreaterThan(Math.exp(-1));
  });

  it('ends at the first plan that is close, though its transport problem is not solved far beyond the threshold', () => {
    // Lengths of paths round a ring with chords, and the same in another order: nearly one to one, which takes thousands of iterations to a thousandth of the threshold.
    const size = 20;
    const paths = Float64Array.from({ length: size ** 2 }, (_, at) => {
      const apart = Math.abs(Math.floor(at / size) - (at % size));
      return Math.min(apart, size - apart);
    });
    for (const [p, q] of [
      [0, 7],
      [3, 12],
      [5, 19],
      [9, 15],
    ]) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const [there, back] = [
            paths[i * size + p] + paths[q * size + j],
            paths[i * size + q] + paths[p * size + j],
          ];
          paths[i * size + j] = Math.min(paths[i * size + j], 1 + there, 1 + back);
        }
      }
    }
    const order = Array.from({ length: size }, (_, i) => (7 * i + 3) % size);
    const other = paths.map((_, at) => paths[order[Math.floor(at / size)] * size + order[at % size]]);
    const [source, target] = [paths, other].map((costs) => denseCost(fromData(costs, [size, size])));
    const found = solveGromov(gromovProblem(source, target, { epsilon: 0.1 }));
    expect(found.status).toBe('converged');
    expect(found.linear.status).toBe('maxIterations');
    expect(found.errors.slice(0, -1).every((error) => error > 1e-6)).toBe(true);
    expect(found.marginalErrors.target).toBeLessThanOrEqual(1e-6);
  });

  it('tells of a solve that runs out of iterations', () => {
    const solution = solveGromov(problem, { maxIterations: 3 });
    expect(solution.status).toBe('maxIterations');
    expect(solution.errors.length).toBe(3);
    expect(deviation(solution.apply(new Float64Array(m).fill(1)).data, a)).toBeLessThan(1e-9);
    expect(solution.topK(1).target.length).toBe(n);
    expect(roundedPlan(solution.linear).plan().shape).toEqual([n, m]);
  });

  it('can be stopped, and go on from where it was', () => {
    const controller = new AbortController();
    const stopped = caught(() =>
      solveGromov(problem, {
        signal: controller.signal,
        onProgress: ({ iteration }) => iteration === 3 && controller.abort('enough'),
      }),
    );
    expect(stopped).toMatchObject({ code: 'aborted', cause: 'enough' });
    const init = (stopped as AbortedError<Solution>).partial;
    const resumed = solveGromov(problem, { init, threshold: 1e-9 });
    expect(deviation(resumed.plan().data, solveGromov(problem, tight).plan().data)).toBeLessThan(1e-7);
    expect(() => solveGromov(problem, { signal: AbortSignal.abort() })).toThrow(/aborted after 0 iterations/);
  });
});

describe('errors', () => {
  const problem = gromovProblem(cloud(x), cloud(y));

  it('refuses what is no problem', () => {
    expect(() => gromovProblem(pointCloud(x, x.hi(5, 2)), cloud(y))).toThrow(/source of shape \[k, k\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { features: denseCost([[1]]) })).toThrow(
      /features of shape \[12, 9\]/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { alpha: 0.5 })).toThrow(
      /features where alpha is below 1/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { alpha: Number.NaN })).toThrow(/alpha in \[0, 1\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { loss: 'toString' as 'kl' })).toThrow(
      /loss 'square' or 'kl'/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { loss: 'kl' })).toThrow(/costs in \(0, ∞\) in target/);
    expect(() => gromovProblem(denseCost([[-1]]), denseCost([[1]]), { loss: 'kl' })).toThrow(
      /costs in \[0, ∞\) in source/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { epsilon: 0 })).toThrow(/epsilon/);
    expect(() => gromovProblem(cloud(x), cloud(y), { a: [1] })).toThrow(/a of shape \[12\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { a, b: b.map((weight) => 2 * weight) })).toThrow(
      /same total/,
    );
  });

  it('refuses options outside of their range', () => {
    expect(() => solveGromov(problem, { threshold: -1 })).toThrow(/threshold in \[0, ∞\)/);
    expect(() => solveGromov(problem, { maxIterations: 0.5 })).toThrow(/maxIterations/);
    expect(() => solveGromov(problem, { init: [[1]] })).toThrow(/init of shape \[12, 9\]/);
    expect(() => solveGromov(problem, { init: new Float64Array(n * m).fill(-1) })).toThrow(/init of shape/);
    expect(() => solveGromov(problem, { init: fromData(new Float64Array(n * m).fill(-1), [n, m]) })).toThrow(
      /masses in \[0, ∞\)/,
    );
    expect(() => solveGromov(problem, { init: fromData(new Float64Array(n * m), [n, m]) })).toThrow(
      /some mass/,
    );
    const other = solveGromov(gromovProblem(cloud(y), cloud(x)), { maxIterations: 1 });
    expect(() => solveGromov(problem, { init: other })).toThrow(/init of shape \[12, 9\]/);
  });
});
