import { AbortedError, contiguous, type ErrorCode, fromData, MongeError } from '@monge/ndarray';
import {
  cosine,
  denseCost,
  euclidean,
  greatCircle,
  linearProblem,
  lowRankCost,
  pNorm,
  pointCloud,
  solveExactly,
  truncatedCost,
} from '@monge/sinkhorn';
import {
  kMeansFactors,
  type LowRankOptions,
  type PlanFactors,
  randomFactors,
  rankTwoFactors,
  solveLowRank,
} from '@monge/sinkhorn/low-rank';
import { describe, expect, it } from 'vitest';
import { javascript, wasm } from '../support/executors.js';
import { costsOf } from '../support/expect-optimal.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { distance } from '../support/unbalanced.js';

const [n, m] = [40, 30];
const x = normals(1, n, 2);
const y = normals(2, m, 2, 1);
const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
const problem = linearProblem(pointCloud(x, y), { a, b });

describe('costs', () => {
  const { q, r } = randomFactors({ key: 5 })(problem, 3);
  const options = { rank: 3, init: { q, r }, threshold: 1e-6 };
  const expected = solveLowRank(problem, options);

  it('are multiplied by their factors, or as they are, with the same result', () => {
    const costs = costsOf(problem);
    const matrix = linearProblem(denseCost(fromData(costs, [n, m])), { a, b });
    const left = Float64Array.from({ length: n * 4 }, (_, at) => {
      const [u, v] = [x.get(Math.floor(at / 4), 0), x.get(Math.floor(at / 4), 1)];
      return [u * u + v * v, 1, -2 * u, -2 * v][at % 4];
    });
    const right = Float64Array.from({ length: m * 4 }, (_, at) => {
      const [u, v] = [y.get(Math.floor(at / 4), 0), y.get(Math.floor(at / 4), 1)];
      return [1, u * u + v * v, u, v][at % 4];
    });
    const factored = linearProblem(lowRankCost(fromData(left, [n, 4]), fromData(right, [m, 4])), { a, b });
    for (const other of [matrix, factored]) {
      const solution = solveLowRank(other, options);
      expect(solution.cost).toBeCloseTo(expected.cost, 9);
      expect(distance(solution.q.data, expected.q.data)).toBeLessThan(1e-6);
    }
  });

  it.each([-1e4, -100, 100, 1e4])('may be anywhere: %d from zero', (constant) => {
    const random = anyCosts(6, 20, 14);
    const at = (offset: number) => {
      const costs = fromData(
        random.data.map((cost) => cost + offset),
        random.shape,
      );
      const weights = { a: unevenWeights(7, 20), b: unevenWeights(8, 14) };
      return solveLowRank(linearProblem(denseCost(costs), weights), { rank: 4, threshold: 1e-4 });
    };
    const [found, nearby] = [at(constant), at(0)];
    expect(found.status).toBe('converged');
    expect(found.cost - constant).toBeCloseTo(nearby.cost, 6);
    expect(distance(found.plan().data, nearby.plan().data)).toBeLessThan(2e-3);
  });

  it('that are all the same, and large, leave nothing to do', () => {
    const even = denseCost(fromData(new Float64Array(300).fill(1e8), [20, 15]));
    const { status, cost, iterations } = solveLowRank(linearProblem(even), { rank: 4 });
    expect(status).toBe('converged');
    expect(cost / 1e8).toBeCloseTo(1, 12);
    expect(iterations).toBeLessThanOrEqual(4);
  });

  it('are worked on alike by every executor', () => {
    for (const executor of [wasm, javascript]) {
      const solution = solveLowRank(problem, { ...options, executor });
      expect(solution.executor.name).toBe(executor.name);
      expect(solution.cost).toBeCloseTo(expected.cost, 9);
    }
  });

  it.each([
    ['distances', euclidean],
    ['angles', cosine],
    ['a norm without kernels', pNorm(3)],
    ['great circles', greatCircle()],
  ])('may be %s', (_, cost) => {
    const others = linearProblem(pointCloud(x, y, { cost }), { a, b });
    const exact = solveExactly(others).cost;
    const product = solveLowRank(others, { rank: 1 }).cost;
    const solution = solveLowRank(others, { rank: 5 });
    expect(solution.status).toBe('converged');
    expect(solution.cost).toBeGreaterThan(exact);
    expect(solution.cost - exact).toBeLessThan(0.5 * (product - exact));
    expect(distance(solution.plan().data, new Float64Array(n * m).fill(1 / (n * m)))).toBeGreaterThan(0.1);
  });

  it('may be the same for all moves', () => {
    const { status, cost, plan } = solveLowRank(
      linearProblem(
        denseCost([
          [2, 2],
          [2, 2],
        ]),
      ),
      { rank: 2 },
    );
    expect(status).toBe('converged');
    expect(cost).toBeCloseTo(2, 12);
    expect(plan().data.every((mass) => mass >= 0)).toBe(true);
  });

  it('may be negative', () => {
    const { cost } = solveLowRank(
      linearProblem(
        denseCost([
          [-3, 0],
          [0, -2],
        ]),
      ),
      { rank: 2, threshold: 1e-9 },
    );
    expect(cost).toBeCloseTo(-2.5, 6);
  });
});

describe('points', () => {
  it('between a thousand and more, uneven, the plan is far better than a ⊗ b after a few iterations', () => {
    const cloud = pointCloud(normals(1, 1500, 3), normals(2, 1100, 3, 2));
    const large = linearProblem(cloud, { a: unevenWeights(3, 1500), b: unevenWeights(4, 1100) });
    const solution = solveLowRank(large, { rank: 10, threshold: 1e-2 });
    expect(solution.status).toBe('converged');
    expect(solution.iterations).toBeLessThan(60);
    expect(solution.cost).toBeLessThan(0.85 * solveLowRank(large, { rank: 1 }).cost);
    expect(solution.marginalErrors.source).toBeLessThan(1e-12);
    expect(solution.marginalErrors.target).toBeLessThan(1e-12);
  });

  it.each([
    ['random', randomFactors({ key: 1 })],
    ['of rank two', rankTwoFactors],
  ])('a %s start close to a ⊗ b is left, where the gap is below the threshold', (_, initialiser) => {
    const cloud = linearProblem(pointCloud(normals(1, 600, 2), normals(2, 500, 2, 1)));
    const { q, r } = initialiser(cloud, 4);
    // Shares that differ by some parts in a million.
    const near = (factor: typeof q, count: number) => {
      const { data } = contiguous(factor, 'float64');
      return fromData(
        data.map((share) => 1 + 1e-6 * share),
        [count, 4],
      );
    };
    const solution = solveLowRank(cloud, {
      rank: 4,
      init: { q: near(q, 600), r: near(r, 500) },
      threshold: 1e-2,
    });
    expect(solution.errors[0]).toBeLessThan(1e-2);
    expect(solution.cost).toBeLessThan(0.8 * solveLowRank(cloud, { rank: 1 }).cost);
  });

  it('without weight get none, and are mapped like their neighbours', () => {
    const sources = [[0], [0.1], [10], [10.1]];
    const targets = [[1], [11], [500]];
    const solution = solveLowRank(
      linearProblem(pointCloud(sources, targets), { a: [0.5, 0, 0.5, 0], b: [0.5, 0.5, 0] }),
      { rank: 2, threshold: 1e-9 },
    );
    const map = solution.transport();
    expect(solution.cost).toBeCloseTo(1, 6);
    expect(map.data[1]).toBeCloseTo(1, 3);
    expect(map.data[3]).toBeCloseTo(11, 3);
    expect(Array.from(solution.q.data.subarray(2, 4))).toEqual([0, 0]);
    expect(solution.transport({ from: 'target' }).data[0]).toBeCloseTo(0, 5);
  });

  it('may be fewer than latent points, or coincide', () => {
    const few = linearProblem(pointCloud([0, 0, 1], [0, 1]), { a: [0.25, 0.25, 0.5] });
    for (const initialiser of ['kMeans', 'rankTwo', 'random'] as const) {
      const solution = solveLowRank(few, { rank: 5, initialiser, threshold: 1e-6 });
      expect(solution.marginalErrors.source).toBeLessThan(1e-12);
      expect(solution.cost).toBeLessThan(0.51);
    }
    expect(solveLowRank(few, { rank: 5, threshold: 1e-6 }).cost).toBeCloseTo(0, 5);
    expect(solveLowRank(linearProblem(pointCloud([3], [5])), { rank: 3 }).cost).toBeCloseTo(4, 12);
  });

  it('in float32 are worked on in float64', () => {
    const narrow = (points: typeof x, count: number) => fromData(Float32Array.from(points.data), [count, 2]);
    const cloud = pointCloud(narrow(x, n), narrow(y, m));
    const solution = solveLowRank(linearProblem(cloud, { a, b }), { rank: 3, threshold: 1e-6 });
    expect(solution.cost / solveLowRank(problem, { rank: 3, threshold: 1e-6 }).cost).toBeCloseTo(1, 5);
  });

  it('may have any mass', () => {
    const seven = (weights: Float64Array) => weights.map((weight) => 7 * weight);
    const heavy = linearProblem(pointCloud(x, y), { a: seven(a), b: seven(b) });
    const solution = solveLowRank(heavy, { rank: 3 });
    expect(solution.mass).toBeCloseTo(7, 12);
    expect(solution.cost / 7).toBeCloseTo(solveLowRank(problem, { rank: 3 }).cost, 5);
  });
});

describe('the solution', () => {
  const solution = solveLowRank(problem, { rank: 4 });

  it('applies the plan as the matrix would', () => {
    const plan = solution.plan().data;
    const vector = normals(8, m, 2);
    const applied = solution.apply(vector);
    expect(applied.shape).toEqual([n, 2]);
    const back = solution.apply(
      x.data.filter((_, at) => at % 2 === 0),
      { transpose: true },
    );
    for (const i of [0, 7, n - 1]) {
      let expected = 0;
      for (let j = 0; j < m; j++) expected += plan[i * m + j] * vector.get(j, 1);
      expect(applied.get(i, 1)).toBeCloseTo(expected, 14);
    }
    for (const j of [0, m - 1]) {
      let expected = 0;
      for (let i = 0; i < n; i++) expected += plan[i * m + j] * x.get(i, 0);
      expect(back.get(j)).toBeCloseTo(expected, 14);
    }
    expect([...solution.rows()].flatMap((row) => [...row])).toEqual([...plan]);
  });

  it('maps points to the mean of their targets', () => {
    const plan = solution.plan().data;
    const map = solution.transport();
    expect(map.shape).toEqual([n, 2]);
    for (const i of [0, 3, n - 1]) {
      let expected = 0;
      for (let j = 0; j < m; j++) expected += (plan[i * m + j] / a[i]) * y.get(j, 0);
      expect(map.get(i, 0)).toBeCloseTo(expected, 12);
    }
  });

  it('is a start that is kept, and reports what it does', () => {
    const { q, r } = solution;
    const errors: number[] = [];
    const again = solveLowRank(problem, {
      rank: 4,
      init: { q, r },
      onProgress: ({ iteration, error }) => {
        errors.push(error);
        expect(iteration).toBe(errors.length);
      },
    });
    expect(again.cost).toBeLessThanOrEqual(solution.cost * (1 + 1e-3));
    expect(Array.from(again.errors)).toEqual(errors);
    expect(again.iterations).toBe(errors.length);
    expect(again.status).toBe('converged');
  });

  it('says when iterations run out', () => {
    const few = solveLowRank(problem, { rank: 4, threshold: 1e-9, maxIterations: 2 });
    expect(few.status).toBe('maxIterations');
    expect(few.iterations).toBe(2);
    expect(few.marginalErrors.target).toBeLessThan(1e-12);
  });
});

/** What a descent that is aborted after five iterations hands over. */
function partialOf(run: () => unknown): PlanFactors {
  try {
    run();
  } catch (error) {
    if (error instanceof AbortedError && /after 5 iterations/.test(error.message)) {
      return error.partial as PlanFactors;
    }
  }
  throw new Error('expected an AbortedError');
}

describe('errors', () => {
  const codeOf = (options: LowRankOptions, given = problem): ErrorCode | undefined => {
    try {
      solveLowRank(given, options);
    } catch (error) {
      if (error instanceof MongeError) return error.code;
      throw error;
    }
    return undefined;
  };
  const q = fromData(new Float64Array(2 * n).fill(1), [n, 2]);
  const r = fromData(new Float64Array(2 * m).fill(1), [m, 2]);

  it('refuses options outside of their ranges', () => {
    for (const rank of [0, 1.5, Number.NaN]) expect(codeOf({ rank })).toBe('domain');
    expect(codeOf({ rank: 2, threshold: -1 })).toBe('domain');
    expect(codeOf({ rank: 2, maxIterations: 0 })).toBe('domain');
    const unknown: LowRankOptions = JSON.parse('{ "rank": 2, "initialiser": "zero" }');
    expect(() => solveLowRank(problem, unknown)).toThrow(
      "sinkhorn.solveLowRank: expected initialiser a function, or one of 'auto', 'kMeans', 'rankTwo', 'random', got zero",
    );
  });

  it('refuses factors that do not fit, or have a row without mass', () => {
    expect(codeOf({ rank: 3, init: { q, r } })).toBe('shape');
    expect(codeOf({ rank: 2, init: { q: r, r: q } })).toBe('shape');
    const spoilt = (value: number) =>
      fromData(
        q.data.map((mass, at) => (at < 2 ? value : mass)),
        [n, 2],
      );
    for (const value of [-1, Number.NaN, Infinity, 0]) {
      expect(codeOf({ rank: 2, init: { q: spoilt(value), r } })).toBe('domain');
    }
    expect(codeOf({ rank: 2, init: { q, r }, initialiser: 'random' })).toBe('domain');
  });

  it('refuses unbalanced problems', () => {
    const unbalanced = linearProblem(pointCloud(x, y), { a, b, tauA: 0.9 });
    expect(codeOf({ rank: 2 }, unbalanced)).toBe('unsupported');
  });

  it('refuses to group what has no points, and infinite costs', () => {
    const matrix = linearProblem(denseCost(anyCosts(1, 4, 4)));
    expect(codeOf({ rank: 2, initialiser: kMeansFactors() }, matrix)).toBe('unsupported');
    const sparse = linearProblem(truncatedCost(pointCloud([0, 1, 2], [0, 1, 2]), { largest: 1 }), {
      epsilon: 1,
    });
    expect(codeOf({ rank: 2 }, sparse)).toBe('unsupported');
    expect(() => solveLowRank(matrix, { rank: 2 }).transport()).toThrow(
      /expected the geometry of point clouds/,
    );
  });

  it('stops when asked to, with factors to go on from', () => {
    const controller = new AbortController();
    const partial = partialOf(() =>
      solveLowRank(problem, {
        rank: 3,
        threshold: 1e-9,
        onProgress: ({ iteration }) => iteration === 5 && controller.abort(),
        signal: controller.signal,
      }),
    );
    expect(solveLowRank(problem, { rank: 3, init: partial }).status).toBe('converged');
  });
});
