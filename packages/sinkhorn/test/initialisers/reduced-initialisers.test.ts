import { DomainError, fromData, UnsupportedError } from '@monge/ndarray';
import { uniform } from '@monge/random';
import {
  cosine,
  costFactors,
  denseCost,
  euclidean,
  greatCircle,
  grid,
  kMeansInitialiser,
  linearProblem,
  lowRankCost,
  pNorm,
  pointCloud,
  solve,
  sparseCost,
  squaredEuclidean,
  subsampleInitialiser,
  truncatedCost,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { javascript, wasm } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [x, y] = [normals(1, 500, 2), normals(2, 400, 2, 1.5, 0.5)];
const weights = { a: unevenWeights(3, 500), b: unevenWeights(4, 400) };

describe.each([
  ['kMeansInitialiser', kMeansInitialiser, 4],
  ['subsampleInitialiser', subsampleInitialiser, 1],
] as const)('%s', (name, create, times) => {
  it(`takes fewer iterations than zero by ${times} and more times, plain or accelerated`, () => {
    const problem = linearProblem(pointCloud(x, y), weights);
    for (const acceleration of ['none', 'nesterov'] as const) {
      const plain = solve(problem, { acceleration });
      const { status, iterations } = solve(problem, { acceleration, initialiser: create() });
      expect(status).toBe('converged');
      expect(iterations).toBeLessThan(plain.iterations / (acceleration === 'none' ? times : 1));
    }
  });

  it('is a function of its key', () => {
    const problem = linearProblem(pointCloud(x, y), weights);
    const { g } = create({ key: 5 })(problem);
    expect(create({ key: 5 })(problem).g).toEqual(g);
    expect(create({ key: 6 })(problem).g).not.toEqual(g);
    expect(create()(problem).g).toEqual(create({ key: 0 })(problem).g);
  });

  it('goes with the unit of length, and does not change when all points are moved', () => {
    const { g } = create()(linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.5 }));
    const mapped = (map: (v: number) => number) =>
      pointCloud(fromData(x.data.map(map), x.shape), fromData(y.data.map(map), y.shape));
    const wide = linearProblem(
      mapped((v) => 4 * v),
      { ...weights, epsilon: 8 },
    );
    expect(
      deviation(
        create()(wide).g.map((v) => v / 16),
        g,
      ),
    ).toBeLessThan(1e-9);
    const far = linearProblem(
      mapped((v) => v + 64),
      { ...weights, epsilon: 0.5 },
    );
    expect(deviation(create()(far).g, g)).toBeLessThan(1e-6);
  });

  it('does not look at points without weight', () => {
    const [a, b] = [weights.a.slice(), weights.b.slice()];
    const [stray, away] = [x.data.slice(), y.data.slice()];
    for (let i = 0; i < 100; i++) {
      a[i] = 0;
      b[i] = 0;
      stray.fill(1e3, 2 * i, 2 * i + 2);
      away.fill(-1e3, 2 * i, 2 * i + 2);
    }
    const problem = linearProblem(pointCloud(x, y), { a: scaled(a), b: scaled(b), epsilon: 0.5 });
    const strayed = linearProblem(pointCloud(fromData(stray, x.shape), fromData(away, y.shape)), {
      a: scaled(a),
      b: scaled(b),
      epsilon: 0.5,
    });
    expect(create()(strayed).g.slice(100)).toEqual(create()(problem).g.slice(100));
  });

  it('takes float32 points and either executor', () => {
    const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.5 });
    const { g } = create()(problem, { executor: wasm });
    expect(deviation(create()(problem, { executor: javascript }).g, g)).toBeLessThan(1e-9);
    const single = pointCloud(
      fromData(Float32Array.from(x.data), x.shape),
      fromData(Float32Array.from(y.data), y.shape),
    );
    const { status } = solve(linearProblem(single, { ...weights, epsilon: 0.5 }), { initialiser: create() });
    expect(status).toBe('converged');
  });

  it.each([
    ['Euclidean', euclidean],
    ['p-norm', pNorm(1.5)],
    ['cosine', cosine],
    ['great-circle', greatCircle()],
  ])('takes the %s cost', (_, cost) => {
    const degrees = (key: number, count: number) =>
      fromData(uniform(key, [count, 2], { low: -80, high: 80 }).data, [count, 2]);
    const problem = linearProblem(pointCloud(degrees(7, 300), degrees(8, 200), { cost }));
    const plain = solve(problem, { acceleration: 'none' });
    const started = solve(problem, { acceleration: 'none', initialiser: create({ key: 1 }) });
    expect(started.status).toBe('converged');
    // A subsample may be as bad as none.
    expect(started.iterations).toBeLessThan(plain.iterations * (times > 1 ? 1 : 1.2));
  });

  it('takes marginals that may give way', () => {
    const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.1, tauA: 0.95, tauB: 0.98 });
    const plain = solve(problem, { acceleration: 'none' });
    const started = solve(problem, { acceleration: 'none', initialiser: create() });
    expect(started.status).toBe('converged');
    expect(started.iterations).toBeLessThan(plain.iterations);
  });

  it('is as good as the solution when it has as many points', () => {
    if (name === 'subsampleInitialiser') return;
    for (const tau of [1, 0.5]) {
      const clouds = pointCloud(normals(9, 12, 2), normals(10, 9, 2));
      const few = linearProblem(clouds, { epsilon: 1, tauA: tau, tauB: tau });
      expect(solve(few, { initialiser: kMeansInitialiser({ clusters: 12 }) }).iterations).toBe(1);
    }
  });

  it('takes a single point, and points that coincide', () => {
    const single = linearProblem(
      pointCloud(
        [[1, 2]],
        [
          [0, 0],
          [3, 4],
        ],
      ),
      { epsilon: 1 },
    );
    expect(create()(single).g.every(Number.isFinite)).toBe(true);
    const same = linearProblem(pointCloud(fromData(new Float64Array(80), [40, 2]), y), { epsilon: 1 });
    expect(solve(same, { initialiser: create() }).status).toBe('converged');
  });

  it('refuses numbers of points that are none', () => {
    const option = name === 'kMeansInitialiser' ? 'clusters' : 'size';
    for (const number of [0, 2.5, -1, Number.NaN]) {
      expect(() => create({ [option]: number })).toThrow(DomainError);
      expect(() => create({ [option]: number })).toThrow(
        `sinkhorn.${name}: expected ${option} a whole number`,
      );
    }
  });
});

describe('kMeansInitialiser', () => {
  it('makes no more clusters than there are points', () => {
    const problem = linearProblem(pointCloud([0, 1, 3], [1, 2]), { epsilon: 0.1 });
    const { g } = kMeansInitialiser({ clusters: 2 ** 40 })(problem);
    expect(g).toEqual(kMeansInitialiser({ clusters: 3 })(problem).g);
  });
});

describe('a matrix of costs', () => {
  const problem = linearProblem(denseCost(anyCosts(11, 90, 70)), { epsilon: 0.05 });

  it('is taken by subsampleInitialiser, as the points that it comes from', () => {
    expect(solve(problem, { initialiser: subsampleInitialiser({ size: 30 }) }).status).toBe('converged');
    const costs = Float64Array.from({ length: 500 * 400 }, (_, at) =>
      squaredEuclidean.between(point(x.data, Math.floor(at / 400)), point(y.data, at % 400)),
    );
    const matrix = linearProblem(denseCost(fromData(costs, [500, 400])), { ...weights, epsilon: 0.5 });
    const points = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.5 });
    expect(deviation(subsampleInitialiser()(matrix).g, subsampleInitialiser()(points).g)).toBeLessThan(1e-9);
  });

  it('of other kinds is taken too: grids, low rank, and what was truncated between points', () => {
    const axis = Array.from({ length: 12 }, (_, i) => i / 11);
    const pixels = grid([axis, axis]);
    const blocks = grid([axis, axis], { cost: pNorm(1) });
    const { left, right } = costFactors(pointCloud(x, y));
    const given = { a: unevenWeights(1, 144), b: unevenWeights(2, 144), epsilon: 0.05 };
    for (const [geometry, same, options] of [
      [pixels, asDense(pixels), given],
      [blocks, asDense(blocks), given],
      [lowRankCost(left, right), pointCloud(x, y), { ...weights, epsilon: 0.5 }],
      [truncatedCost(pointCloud(x, y), { neighbours: 300 }), pointCloud(x, y), { ...weights, epsilon: 0.5 }],
    ] as const) {
      const { g } = subsampleInitialiser()(linearProblem(geometry, options));
      expect(deviation(g, subsampleInitialiser()(linearProblem(same, options)).g)).toBeLessThan(1e-8);
      expect(solve(linearProblem(geometry, options), { initialiser: 'subsample' }).status).toBe('converged');
    }
  });

  it('of which some are infinite is refused', () => {
    const sparse = sparseCost([2, 2], { source: [0, 1], target: [0, 1], cost: [1, 2] });
    const refused = () => solve(linearProblem(sparse, { epsilon: 1 }), { initialiser: 'subsample' });
    expect(refused).toThrow(UnsupportedError);
    expect(refused).toThrow(
      'sinkhorn.subsampleInitialiser: expected costs that are finite for all pairs, got sparse costs',
    );
  });

  it('is refused by kMeansInitialiser', () => {
    expect(() => kMeansInitialiser()(problem)).toThrow(UnsupportedError);
  });
});

function point(data: Float64Array, i: number): Float64Array {
  return data.slice(2 * i, 2 * i + 2);
}

function scaled(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
