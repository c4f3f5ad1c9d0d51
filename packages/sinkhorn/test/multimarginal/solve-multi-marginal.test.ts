import { AbortedError, DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { denseCost, gibbsKernel, linearProblem, pointCloud, solve, truncatedCost } from '@monge/sinkhorn';
import {
  chainCost,
  type MultiMarginalSolution,
  multiMarginalProblem,
  solveMultiMarginal,
  starCost,
  tensorCost,
  treeCost,
} from '@monge/sinkhorn/multimarginal';
import { weights as arbitraryWeights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/barycentres.json' with { type: 'json' };
import { deviation } from '../support/deviation.js';
import { executors } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { leastCost } from './support/least-cost.js';

const tight = { threshold: 1e-11, maxIterations: 20_000 };
const accelerations = ['none', 'nesterov', 'anderson', 'overRelaxation'] as const;

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const rowSums = ({ data, shape: [n, m] }: NdArray<Float64Array>) =>
  Float64Array.from({ length: n }, (_, i) => sum(data.subarray(i * m, (i + 1) * m)));

/** Costs on edges between points, and the tensor of their sums. */
const clouds = [5, 6, 7, 4, 3].map((n, k) => normals(k + 1, n, 2));
const marginals = clouds.map(({ shape }, k) => unevenWeights(20 + k, shape[0]));
const edgesOf = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([from, to]) => ({ from, to, geometry: pointCloud(clouds[from], clouds[to]) }));
const trees = {
  chain: edgesOf([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]),
  star: edgesOf([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
  ]),
  // Numbered in the order in which they are visited, the branch of 2 and 3 before that of 4.
  branches: edgesOf([
    [0, 1],
    [2, 1],
    [2, 3],
    [4, 1],
  ]),
};
function asTensor(edges: ReturnType<typeof edgesOf>) {
  const shape = clouds.map((cloud) => cloud.shape[0]);
  const rows = edges.map(({ geometry }) =>
    Array.from({ length: geometry.shape[0] }, (_, i) => {
      const row = new Float64Array(geometry.shape[1]);
      geometry.costRow(i, row);
      return row;
    }),
  );
  const costs = new Float64Array(shape.reduce((size, n) => size * n));
  for (let at = 0; at < costs.length; at++) {
    const index: number[] = [];
    let rest = at;
    for (let k = shape.length - 1; k >= 0; k--) {
      index[k] = rest % shape[k];
      rest = Math.floor(rest / shape[k]);
    }
    edges.forEach(({ from, to }, e) => {
      costs[at] += rows[e][index[from]][index[to]];
    });
  }
  return tensorCost(fromData(costs, shape));
}

function expectMarginals(solution: MultiMarginalSolution, within: number): void {
  const { marginals: asked } = solution.problem;
  asked.forEach((marginal, k) => {
    const other = k === 0 ? 1 : 0;
    expect(deviation(rowSums(solution.pair(k, other)), marginal)).toBeLessThan(within);
  });
}

describe('the default ε', () => {
  it.each(Object.entries(trees))(
    'is 0.05 standard deviations of the costs of tuples, on a tree as for its tensor: %s',
    (_name, edges) => {
      const heavy = marginals.map((marginal) => marginal.map((mass) => 3 * mass));
      const { costs, shape } = asTensor(edges);
      const [mean, square] = [1, 2].map((power) =>
        costs.reduce((total, cost, at) => {
          let [rest, mass] = [at, 1];
          for (let k = shape.length - 1; k >= 0; k--) {
            mass *= marginals[k][rest % shape[k]] / sum(marginals[k]);
            rest = Math.floor(rest / shape[k]);
          }
          return total + mass * cost ** power;
        }, 0),
      );
      const expected = 0.05 * Math.sqrt(square - mean ** 2);
      for (const given of [marginals, heavy]) {
        const options = { marginals: given };
        expect(multiMarginalProblem(treeCost(edges), options).epsilon / expected).toBeCloseTo(1, 9);
        expect(multiMarginalProblem(asTensor(edges), options).epsilon / expected).toBeCloseTo(1, 9);
      }
    },
  );

  it('is that of linearProblem between two marginals, of kernels too', () => {
    const geometry = pointCloud([0, 1, 4], [2, 3]);
    const { epsilon } = linearProblem(geometry, { b: [0.2, 0.8] });
    const even = [1 / 3, 1 / 3, 1 / 3];
    const found = multiMarginalProblem(chainCost([geometry]), { marginals: [even, [0.2, 0.8]] });
    expect(found.epsilon).toBeCloseTo(epsilon, 14);
    const kernel = gibbsKernel(
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
      { epsilon: 0.3 },
    );
    expect(multiMarginalProblem(chainCost([kernel, kernel])).epsilon).toBe(0.3);
    const other = gibbsKernel(
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
      { epsilon: 0.4 },
    );
    expect(multiMarginalProblem(chainCost([kernel, other])).epsilon).toBeLessThan(0.05);
  });

  it('is 1 where all tuples cost the same', () => {
    expect(multiMarginalProblem(tensorCost([[[3, 3]], [[3, 3]]])).epsilon).toBe(1);
  });
});

describe('joint distributions of several marginals', () => {
  it.each(Object.entries(trees))('on a tree are those of the tensor of its costs: %s', (_name, edges) => {
    const options = { marginals, epsilon: 0.3 };
    const dense = solveMultiMarginal(multiMarginalProblem(asTensor(edges), options), tight);
    expect(dense.status).toBe('converged');
    for (const executor of executors) {
      const onTree = solveMultiMarginal(multiMarginalProblem(treeCost(edges), options), {
        ...tight,
        executor,
      });
      expect(onTree.status).toBe('converged');
      expect(onTree.cost).toBeCloseTo(dense.cost, 10);
      expect(onTree.regularisedCost).toBeCloseTo(dense.regularisedCost, 10);
      for (const [k, l] of [
        [0, 1],
        [3, 0],
        [1, 3],
        [2, 1],
      ] as const) {
        expect(deviation(onTree.pair(k, l).data, dense.pair(k, l).data)).toBeLessThan(1e-10);
      }
    }
  });

  it('of a tree take the same way as those of the tensor, where both visit marginals in one order', () => {
    for (const tree of [trees.chain, trees.branches]) {
      const options = { marginals, epsilon: 0.3 };
      const [onTree, dense] = [treeCost(tree), asTensor(tree)].map((cost) =>
        solveMultiMarginal(multiMarginalProblem(cost, options), { ...tight, acceleration: 'none' }),
      );
      expect(onTree.iterations).toBe(dense.iterations);
      expect(deviation(onTree.errors, dense.errors)).toBeLessThan(1e-12);
    }
  });

  it('have the marginals asked for, and no gap, by every acceleration', () => {
    const tensor = asTensor(trees.star);
    for (const cost of [tensor, treeCost(trees.star)]) {
      for (const acceleration of accelerations) {
        const solution = solveMultiMarginal(multiMarginalProblem(cost, { marginals, epsilon: 0.3 }), {
          ...tight,
          acceleration,
        });
        expect(solution.status).toBe('converged');
        expectMarginals(solution, 1e-10);
        expect(Math.max(...solution.marginalErrors)).toBeLessThan(1e-10);
        expect(solution.regularisedCost - solution.dualCost).toBeCloseTo(0, 9);
      }
    }
  });

  it('of two marginals are the plan of transport', () => {
    fc.assert(
      fc.property(
        arbitraryWeights({ length: 4, zeros: true }),
        arbitraryWeights({ length: 5, zeros: true }),
        fc.integer({ min: 1, max: 1000 }),
        (a, b, key) => {
          const costs = anyCosts(key, 4, 5);
          const plain = solve(linearProblem(denseCost(costs), { a, b, epsilon: 0.2 }), tight);
          for (const cost of [tensorCost(costs), chainCost([denseCost(costs)])]) {
            const joint = solveMultiMarginal(
              multiMarginalProblem(cost, { marginals: [a, b], epsilon: 0.2 }),
              tight,
            );
            expect(deviation(joint.pair(0, 1).data, plain.plan().data)).toBeLessThan(1e-9);
            expect(joint.regularisedCost).toBeCloseTo(plain.regularisedCost, 9);
            expect(joint.cost).toBeCloseTo(plain.cost, 9);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('grow and shrink with the mass', () => {
    const cost = treeCost(trees.chain);
    const one = solveMultiMarginal(multiMarginalProblem(cost, { marginals, epsilon: 0.3 }), tight);
    const five = marginals.map((marginal) => marginal.map((mass) => 5 * mass));
    const more = solveMultiMarginal(multiMarginalProblem(cost, { marginals: five, epsilon: 0.3 }), tight);
    expect(
      deviation(
        more.pair(1, 3).data,
        one.pair(1, 3).data.map((mass) => 5 * mass),
      ),
    ).toBeLessThan(1e-9);
  });

  it('cost as little as the best vertex of the linear program, as ε goes to zero', () => {
    for (let key = 1; key < 4; key++) {
      const { data } = anyCosts(key, 3, 4);
      const given = [unevenWeights(key, 3), unevenWeights(key + 1, 2), unevenWeights(key + 2, 2)];
      const exact = leastCost(data, [3, 2, 2], given);
      const problem = multiMarginalProblem(tensorCost(fromData(data, [3, 2, 2])), {
        marginals: given,
        epsilon: 1e-3,
      });
      const solution = solveMultiMarginal(problem, tight);
      expect(solution.status).toBe('converged');
      // ε KL(P | ⊗a) is at most ε times the entropies.
      expect(solution.cost).toBeGreaterThan(exact - 1e-9);
      expect(solution.cost).toBeLessThan(exact + 1e-2);
      expect(solution.dualCost).toBeGreaterThan(exact - 1e-2);
    }
  });

  it('are the product of the marginals for large ε', () => {
    const solution = solveMultiMarginal(
      multiMarginalProblem(asTensor(trees.chain), { marginals, epsilon: 1e9 }),
      tight,
    );
    const { data } = solution.pair(2, 1);
    expect(
      deviation(
        data,
        data.map((_, at) => marginals[2][Math.floor(at / 6)] * marginals[1][at % 6]),
      ),
    ).toBeLessThan(1e-8);
  });

  it('on a chain of a thousand points a marginal carry each along', () => {
    const line = (shift: number) => Float64Array.from({ length: 1000 }, (_, i) => i / 100 + shift);
    const steps = [0, 1].map((k) => pointCloud(line(k), line(k + 1)));
    const solution = solveMultiMarginal(multiMarginalProblem(chainCost(steps), { epsilon: 0.5 }));
    expect(solution.status).toBe('converged');
    // A unit each, and what ε spreads.
    expect(solution.cost).toBeGreaterThan(2);
    expect(solution.cost).toBeLessThan(2.5);
  });

  it.each(document.multiMarginal)(
    `are those of OTT-JAX ${document.versions['OTT-JAX']}`,
    ({ costTensor, masses, epsilon, tensor }) => {
      const problem = multiMarginalProblem(tensorCost(costTensor), { marginals: masses, epsilon });
      const solution = solveMultiMarginal(problem, tight);
      const first = tensor.map((slice) => slice.map(sum));
      const outer = tensor.map((slice) => slice[0].map((_, k) => sum(slice.map((row) => row[k]))));
      assertAllClose(solution.pair(0, 1), first, { atol: 1e-9 });
      assertAllClose(solution.pair(0, 2), outer, { atol: 1e-9 });
    },
  );
});

describe('joint distributions at the edges', () => {
  const cube = fromData(Float64Array.of(0, 1, 1, 2, 1, 2, 2, 0), [2, 2, 2]);

  it('stand zero masses, and ε far below the costs', () => {
    const given = [
      [1, 0],
      [0.5, 0.5],
      [0.5, 0.5],
    ];
    const problem = multiMarginalProblem(tensorCost(cube), { marginals: given, epsilon: 1e-4 });
    const solution = solveMultiMarginal(problem, { threshold: 1e-9 });
    expect(solution.status).toBe('converged');
    expect(solution.cost).toBeCloseTo(1, 6);
    assertAllClose(
      solution.pair(0, 1),
      [
        [0.5, 0.5],
        [0, 0],
      ],
      { atol: 1e-9 },
    );
  });

  it('take as many rounds in float32 as in float64, as far as it goes', () => {
    const clouds = [1, 2, 3].map((key) => normals(key, 60 + key, 2));
    const given = clouds.map(({ shape }, k) => unevenWeights(k, shape[0]));
    const narrow = clouds.map(({ data, shape }) => fromData(Float32Array.from(data), shape));
    const [single, double] = [narrow, clouds].map(([x, y, z]) => {
      const cost = chainCost([pointCloud(x, y), pointCloud(y, z)]);
      const problem = multiMarginalProblem(cost, { marginals: given, epsilon: 0.05 });
      return solveMultiMarginal(problem, { threshold: 1e-6 });
    });
    expect(single.status).toBe('converged');
    expect(single.iterations).toBeLessThan(1.5 * double.iterations);
    assertAllClose(single.pair(0, 2), double.pair(0, 2), { atol: 1e-5 });
  });

  it('are lost where rounding leaves no digits of the exponents, and say so', () => {
    const [x, y] = [normals(1, 8, 2), normals(2, 9, 2, 1e6)];
    const cost = chainCost([pointCloud(x, y), pointCloud(y, x)]);
    const lost = solveMultiMarginal(multiMarginalProblem(cost, { epsilon: 1e-6 }));
    expect(lost.status).toBe('diverged');
    expect(Math.max(...lost.marginalErrors)).toBeGreaterThan(0.1);
    const sums = lost.pair(0, 1).data.reduce((total, mass) => total + mass, 0);
    expect(Math.abs(sums - 1)).toBeGreaterThan(0.1);
  });

  it('are stars as trees', () => {
    const geometry = pointCloud([0, 1], [0, 1, 2]);
    expect(starCost([geometry, geometry, geometry]).shape).toEqual([3, 2, 2, 2]);
  });

  it('go on from where they stopped', () => {
    const problem = multiMarginalProblem(treeCost(trees.chain), { marginals, epsilon: 0.05 });
    const short = solveMultiMarginal(problem, { threshold: 1e-9, maxIterations: 2 });
    expect(short.status).toBe('maxIterations');
    const whole = solveMultiMarginal(problem, { threshold: 1e-9 });
    expect(solveMultiMarginal(problem, { threshold: 1e-9, init: whole }).iterations).toBeLessThan(3);
    expect(() => solveMultiMarginal(problem, { signal: AbortSignal.abort() })).toThrow(AbortedError);
  });

  it('refuse what does not fit, and say why', () => {
    const geometry = pointCloud([0, 1], [0, 1]);
    const wide = pointCloud([0, 1], [0, 1, 2]);
    expect(() => tensorCost([1, 2])).toThrow(ShapeError);
    expect(() => tensorCost([[1, Number.NaN]])).toThrow(DomainError);
    expect(() => treeCost([])).toThrow(DomainError);
    expect(() => treeCost([{ from: 0, to: 2, geometry }])).toThrow('expected nodes 0 … 1');
    expect(() =>
      treeCost([
        { from: 0, to: 1, geometry },
        { from: 1, to: 0, geometry },
      ]),
    ).toThrow('cycle');
    expect(() => chainCost([wide, geometry])).toThrow('node 1');
    expect(() => chainCost([truncatedCost(geometry, { largest: 0 })])).toThrow(
      'sinkhorn.treeCost: expected costs that are finite for all pairs',
    );
    const cost = tensorCost(cube);
    expect(() => multiMarginalProblem(cost, { marginals: [[1, 1]], epsilon: 1 })).toThrow(ShapeError);
    expect(() =>
      multiMarginalProblem(cost, {
        marginals: [
          [1, 1],
          [1, 1],
          [1, 2],
        ],
        epsilon: 1,
      }),
    ).toThrow('of one total');
    expect(() => multiMarginalProblem(cost, { epsilon: 0 })).toThrow(DomainError);
    const problem = multiMarginalProblem(cost, { epsilon: 1 });
    expect(() => solveMultiMarginal(problem, { threshold: -1 })).toThrow(DomainError);
    expect(() => solveMultiMarginal(problem, { init: { potentials: [[0, 0]] } })).toThrow(ShapeError);
    expect(() => solveMultiMarginal(problem).pair(1, 1)).toThrow('two different marginals');
  });
});
