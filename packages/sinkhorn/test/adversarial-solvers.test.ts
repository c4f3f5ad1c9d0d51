import { type FloatDType, fromData, type NdArray } from '@monge/ndarray';
import {
  applyVjp,
  certificate,
  energyDistance,
  fitGaussian,
  fitGaussianMixture,
  gradient,
  type LinearProblem,
  linearProblem,
  mongeGap,
  planVjp,
  pointCloud,
  potentials,
  potentialsVjp,
  type Solution,
  sinkhornDivergence,
  slicedWasserstein,
  solve,
  solveAsync,
  solveExactly,
  solveGaussian,
  solveGreedily,
  solveSymmetric,
  squaredMmd,
  transportVjp,
} from '@monge/sinkhorn';
import {
  barycentreProblem,
  freeSupportBarycentre,
  sinkhornKMeans,
  solveBarycentre,
} from '@monge/sinkhorn/barycentres';
import { gradients, solveBatch } from '@monge/sinkhorn/batch';
import { barycentricMap, transportCost, transportPlan } from '@monge/sinkhorn/differentiable';
import { conditionalGradient, gromovProblem, solveGromov } from '@monge/sinkhorn/gromov';
import { solveLowRank } from '@monge/sinkhorn/low-rank';
import {
  chainCost,
  multiMarginalProblem,
  solveMultiMarginal,
  tensorCost,
} from '@monge/sinkhorn/multimarginal';
import { quantileNormalise, softQuantile, softRank, softSort, softTopK } from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';
import { createDevice } from './support/device.js';
import { dtypes, modes } from './support/executors.js';
import { numbersIn } from './support/numbers-in.js';
import { normals, unevenWeights } from './support/samples.js';

interface Input {
  readonly x: NdArray<Float64Array | Float32Array>;
  readonly y: NdArray<Float64Array | Float32Array>;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly epsilon: number;
}

const few = { threshold: 1e-4, maxIterations: 300 } as const;
const ones = (like: ArrayLike<number>) => new Float64Array(like.length).fill(1);
const problemOf = ({ x, y, a, b, epsilon }: Input, taus = {}): LinearProblem =>
  linearProblem(pointCloud(x, y), { a, b, epsilon, ...taus });
const found = (solution: Solution) => [
  solution,
  solution.plan(),
  solution.apply(ones(solution.problem.b)),
  solution.transport(),
  solution.topK(1),
];
const sensitivities = ({ x, y, cost, epsilon, ...rest }: ReturnType<typeof transportVjp>) => [
  x(),
  y(),
  cost(),
  epsilon(),
  rest,
];

/** What is made of two weighted clouds, by everything that makes something of them. */
const solvers: Record<string, (input: Input) => unknown> = {
  ...Object.fromEntries(
    modes.flatMap((mode) => [
      [`solve, ${mode}`, (input: Input) => found(solve(problemOf(input), { ...few, mode }))],
      [
        `solve, ${mode}, unbalanced`,
        (input: Input) => found(solve(problemOf(input, { tauA: 0.7, tauB: 0.9 }), { ...few, mode })),
      ],
      [
        `solve, ${mode}, semi-unbalanced`,
        (input: Input) => found(solve(problemOf(input, { tauA: 0.5 }), { ...few, mode })),
      ],
      [
        `solve, ${mode}, ε-scaling`,
        (input: Input) => found(solve(problemOf(input), { ...few, mode, epsilonScaling: {} })),
      ],
    ]),
  ),
  'solve, every initialiser': (input) =>
    (['auto', 'entropicGaussian', 'gaussian', 'kMeans', 'subsample', 'gaussianMixture'] as const).map(
      (initialiser) => found(solve(problemOf(input), { ...few, initialiser })),
    ),
  'solveAsync on a device': async (input) =>
    found(
      await solveAsync(problemOf(input), {
        ...few,
        acceleration: 'nesterov',
        executor: createDevice().device,
      }),
    ),
  solveGreedily: (input) => found(solveGreedily(problemOf(input), few)),
  solveSymmetric: ({ x, a, epsilon }) =>
    found(solveSymmetric(linearProblem(pointCloud(x, x), { a, b: a, epsilon }), few)),
  solveBatch: (input) => {
    const batch = solveBatch([problemOf(input), problemOf(input, { tauA: 0.7, tauB: 0.9 })], few);
    return [batch, gradients(batch).x(), ...batch.solutions.map(found)];
  },
  sinkhornDivergence: ({ x, y, ...options }) => {
    const divergence = sinkhornDivergence(x, y, { ...few, ...options });
    const { x: atX, y: atY, epsilon, ...rest } = gradient(divergence);
    return [divergence, divergence.transport(), potentials(divergence).f(x), atX(), atY(), epsilon(), rest];
  },
  gradients: (input) => {
    const solution = solve(problemOf(input), few);
    if (solution.status === 'diverged') return [];
    const { x, y, cost, epsilon, ...rest } = gradient(solution);
    const [n, d] = input.x.shape as readonly [number, number];
    const m = input.b.length;
    return [
      x(),
      y(),
      cost(),
      epsilon(),
      rest,
      ...sensitivities(potentialsVjp(solution, { f: ones(input.a) })),
      ...sensitivities(planVjp(solution, fromData(ones(new Float64Array(n * m)), [n, m]))),
      ...sensitivities(applyVjp(solution, ones(input.b), ones(input.a))),
      ...sensitivities(transportVjp(solution, fromData(ones(new Float64Array(n * d)), [n, d]))),
    ];
  },
  certificate: (input) => {
    const { plan, ...rest } = certificate(solve(problemOf(input), few));
    return [rest, plan.cost, plan.plan()];
  },
  solveExactly: (input) => solveExactly(problemOf(input)),
  solveLowRank: (input) => {
    const solution = solveLowRank(problemOf(input), { ...few, rank: 2 });
    return [solution, solution.plan(), solution.transport()];
  },
  solveBarycentre: ({ x, y, a, b, epsilon }) =>
    modes.map((mode) => {
      const problem = barycentreProblem([pointCloud(x, x), pointCloud(y, x)], { measures: [a, b], epsilon });
      return solveBarycentre(problem, { ...few, mode });
    }),
  'solveBarycentre without the bias': ({ x, a, epsilon }) =>
    modes.map((mode) => {
      const problem = barycentreProblem(pointCloud(x, x), {
        measures: [a, a.toReversed()],
        epsilon,
        objective: 'divergence',
      });
      return solveBarycentre(problem, { ...few, mode });
    }),
  freeSupportBarycentre: ({ x, y, a, b, epsilon }) => {
    const options = { support: y, epsilon, maxIterations: 10, transport: few } as const;
    return [
      freeSupportBarycentre([x, y], { ...options, measures: [a, b] }),
      freeSupportBarycentre([x, y], { ...options, measures: [a, b], masses: 'free' }),
    ];
  },
  sinkhornKMeans: ({ x, y, a, epsilon }) => {
    const { gradient: derivatives, ...found } = sinkhornKMeans(x, {
      weights: a,
      centroids: y,
      epsilon,
      maxIterations: 10,
      transport: few,
    });
    return [found, derivatives().x()];
  },
  solveMultiMarginal: ({ x, y, a, b, epsilon }) => {
    const chain = chainCost([pointCloud(x, y), pointCloud(y, x)]);
    const found = solveMultiMarginal(multiMarginalProblem(chain, { marginals: [a, b, a], epsilon }), few);
    return [found, found.pair(0, 2)];
  },
  'solveMultiMarginal of a tensor': ({ a, b, epsilon }) => {
    const tensor = tensorCost(
      fromData(
        Float64Array.from({ length: a.length * b.length * 2 }, (_, k) => Math.sin(k)),
        [a.length, b.length, 2],
      ),
    );
    return solveMultiMarginal(multiMarginalProblem(tensor, { marginals: [a, b, [0.5, 0.5]], epsilon }), few);
  },
  solveGromov: ({ x, y, a, b, epsilon }) => {
    const solution = solveGromov(gromovProblem(pointCloud(x, x), pointCloud(y, y), { a, b, epsilon }), {
      maxIterations: 20,
      linear: few,
    });
    return [solution, solution.plan()];
  },
  'solveGromov, unbalanced': ({ x, y, a, b, epsilon }) => {
    const solution = solveGromov(
      gromovProblem(pointCloud(x, x), pointCloud(y, y), { a, b, epsilon, tauA: 0.7, tauB: 0.9 }),
      { maxIterations: 20, linear: few },
    );
    return [solution, solution.plan()];
  },
  conditionalGradient: ({ x, y, a, b, epsilon }) => {
    const solution = conditionalGradient(
      gromovProblem(pointCloud(x, x), pointCloud(y, y), { a, b, epsilon }),
      { maxIterations: 20 },
    );
    return [solution, solution.plan()];
  },
  mongeGap: ({ x, a, epsilon }) => {
    const gap = mongeGap(x, x, { ...few, weights: a, epsilon });
    return [gap, gap.gradient()];
  },
  distances: ({ x, y, a, b }) => [
    slicedWasserstein(x, y, { a, b, key: 1 }),
    energyDistance(x, y, { a, b }),
    squaredMmd(x, y, { a, b, bandwidth: 1 }),
  ],
  Gaussians: ({ x, y, a, b, epsilon }) => {
    const solution = solveGaussian(fitGaussian(x, { weights: a }), fitGaussian(y, { weights: b }), {
      epsilon,
    });
    return [
      solution,
      solution.f(x),
      solution.g(y),
      solution.transport(x),
      fitGaussianMixture(1, x, 2, { weights: a }),
    ];
  },
  sorting: ({ x, a, epsilon }) => {
    const d = x.shape[1];
    const values = Float64Array.from(a, (_, i) => x.data[i * d]);
    const options = { weights: a, epsilon, threshold: 1e-3 };
    return [
      softSort(values, options),
      softRank(values, options),
      values.length > 1 ? softTopK(values, 1, { epsilon }) : [],
      softQuantile(values, [0.2, 0.5], options),
      quantileNormalise(values, values.toSorted(), options),
    ];
  },
  differentiable: ({ x, y, ...options }) => [
    transportCost({ x, y }, { ...few, ...options }),
    transportPlan({ x, y }, { ...few, ...options }),
    barycentricMap({ x, y }, { ...few, ...options }),
  ],
};

const normalised = (weights: Float64Array) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

function inputs(dtype: FloatDType): Record<string, Input> {
  const typed = ({ data, shape }: NdArray<Float64Array>) =>
    fromData(dtype === 'float32' ? Float32Array.from(data) : data, shape);
  const [x, y] = [typed(normals(1, 7, 2)), typed(normals(2, 6, 2, 1, 0.7))];
  const [a, b] = [unevenWeights(3, 7), unevenWeights(4, 6)];
  const twice = (points: NdArray<Float64Array | Float32Array>) =>
    fromData(
      points.data.map((_, k) => points.data[k % 4]),
      points.shape,
    );
  const times = (points: NdArray<Float64Array | Float32Array>, factor: number) =>
    fromData(
      points.data.map((value) => factor * value),
      points.shape,
    );
  const first = (points: NdArray<Float64Array | Float32Array>) => fromData(points.data.slice(0, 2), [1, 2]);
  const one = Float64Array.of(1);
  const plain = { x, y, a, b, epsilon: 0.3 };
  return {
    ...Object.fromEntries(
      [-6, -4, -2, 0, 2, 4, 6].map((power) => [`ε = 1e${power}`, { ...plain, epsilon: 10 ** power }]),
    ),
    'zero weights': {
      ...plain,
      a: normalised(a.map((w, i) => (i % 3 === 0 ? 0 : w))),
      b: normalised(b.map((w, j) => (j % 2 === 0 ? 0 : w))),
    },
    'all mass on one point': {
      ...plain,
      a: a.map((_, i) => Number(i === 2)),
      b: b.map((_, j) => Number(j === 3)),
    },
    'points that coincide': { ...plain, x: twice(x), y: twice(y) },
    'all points in one place': { ...plain, x: times(x, 0), y: times(y, 0) },
    'one source': { ...plain, x: first(x), a: one },
    'one target': { ...plain, y: first(y), b: one },
    'one of each': { ...plain, x: first(x), a: one, y: first(y), b: one },
    'masses that differ by 1e-9': { ...plain, b: b.map((w) => w * (1 + 1e-9)) },
    'points a million apart': { ...plain, x: times(x, 1e6), epsilon: 1e10 },
    'points a millionth apart': { ...plain, x: times(x, 1e-6), y: times(y, 1e-6), epsilon: 1e-13 },
    'weights from 1e-300 up': { ...plain, a: normalised(a.map((w, i) => (i < 3 ? 1e-300 : w))) },
  };
}

/** What is not finite in what a solver finds; an error of the marginals may be, of a plan that was lost. */
async function lostIn(solver: (input: Input) => unknown, input: Input): Promise<readonly string[]> {
  return numbersIn(await solver(input))
    .filter(({ path, value }) => !Number.isFinite(value) && !(value === Infinity && /errors/i.test(path)))
    .map(({ path, value }) => `${path} = ${value}`);
}

describe.each(dtypes)('no NaN and no ∞ come of adversarial input in %s', (dtype) => {
  it.each(Object.entries(solvers))('from %s', async (_, solver) => {
    const lost: Record<string, readonly string[]> = {};
    for (const [what, input] of Object.entries(inputs(dtype))) {
      const found = await lostIn(solver, input);
      if (found.length > 0) lost[what] = found.slice(0, 5);
    }
    expect(lost).toEqual({});
  });
});
