import { fromData, MongeError } from '@monge/ndarray';
import {
  denseCost,
  energyDistance,
  fitGaussian,
  fitGaussianMixture,
  type Geometry,
  gaussian,
  gaussianBarycentre,
  gaussianDivergence,
  gaussianMixture,
  gibbsKernel,
  grid,
  linearProblem,
  lowRankCost,
  maxSlicedWasserstein,
  mongeGap,
  pointCloud,
  potentials,
  separableCost,
  sinkhorn,
  sinkhornDivergence,
  sinkhornDivergenceAsync,
  slicedWasserstein,
  solveGaussian,
  sparseCost,
  squaredMmd,
  transportOnLine,
  wassersteinOnLine,
} from '@monge/sinkhorn';
import {
  barycentrePoints,
  barycentreProblem,
  freeSupportBarycentre,
  sinkhornKMeans,
} from '@monge/sinkhorn/barycentres';
import { denseCosts, linearProblems, pointClouds } from '@monge/sinkhorn/batch';
import {
  barycentricMap,
  sinkhornDivergence as divergenceOf,
  sinkhornPotentials,
  transportCost,
  transportPlan,
} from '@monge/sinkhorn/differentiable';
import { gromovProblem } from '@monge/sinkhorn/gromov';
import { chainCost, multiMarginalProblem, tensorCost } from '@monge/sinkhorn/multimarginal';
import {
  quantileNormalise,
  softQuantile,
  softQuantise,
  softRank,
  softSort,
  softTopK,
  sortWith,
} from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';

const x = [
  [0, 1],
  [2, 0],
  [1, 3],
];
const line = [0, 2, 5];
const cloud = pointCloud(x, x);
const solution = sinkhorn(x, x, { epsilon: 1 });
const divergence = sinkhornDivergence(x, x, { epsilon: 1 });
const identity = [
  [1, 0],
  [0, 1],
];
const normal = gaussian({ mean: [0, 0], covariance: identity });
const reached = solveGaussian(normal, normal, { epsilon: 1 });

type Calls<T> = Record<string, (argument: T) => unknown>;

/** What takes points, of which all but one are fine: [3, 2]. */
const ofPoints: Calls<number[][]> = {
  'pointCloud, x': (points) => pointCloud(points, x),
  'pointCloud, y': (points) => pointCloud(x, points),
  'sinkhorn, x': (points) => sinkhorn(points, x),
  'sinkhorn, y': (points) => sinkhorn(x, points),
  'sinkhornDivergence, x': (points) => sinkhornDivergence(points, x),
  'sinkhornDivergence, y': (points) => sinkhornDivergence(x, points),
  sinkhornDivergenceAsync: (points) => sinkhornDivergenceAsync(points, x),
  transport: (points) => solution.transport(points),
  'transport of a divergence': (points) => divergence.transport(points),
  potentials: (points) => potentials(solution).f(points),
  'potentials of a divergence': (points) => potentials(divergence).g(points),
  'slicedWasserstein, x': (points) => slicedWasserstein(points, x, { key: 1 }),
  'slicedWasserstein, y': (points) => slicedWasserstein(x, points, { key: 1 }),
  'slicedWasserstein, directions': (directions) => slicedWasserstein(x, x, { directions }),
  maxSlicedWasserstein: (points) => maxSlicedWasserstein(points, x, { key: 1 }),
  'energyDistance, x': (points) => energyDistance(points, x),
  'energyDistance, y': (points) => energyDistance(x, points),
  'squaredMmd, x': (points) => squaredMmd(points, x, { bandwidth: 1 }),
  'squaredMmd, y': (points) => squaredMmd(x, points, { bandwidth: 1 }),
  'mongeGap, x': (points) => mongeGap(points, x),
  'mongeGap, y': (points) => mongeGap(x, points),
  fitGaussian: (points) => fitGaussian(points),
  fitGaussianMixture: (points) => fitGaussianMixture(1, points, 2),
  'solveGaussian, f': (points) => reached.f(points),
  'solveGaussian, transport': (points) => reached.transport(points),
  'freeSupportBarycentre, clouds': (points) => freeSupportBarycentre([points, x], { size: 2, epsilon: 1 }),
  'freeSupportBarycentre, support': (support) => freeSupportBarycentre([x], { support, epsilon: 1 }),
  sinkhornKMeans: (points) => sinkhornKMeans(points, { clusters: 2, epsilon: 1 }),
  'sinkhornKMeans, centroids': (centroids) => sinkhornKMeans(x, { centroids, epsilon: 1 }),
  barycentrePoints: (points) => barycentrePoints([points, x], { size: 2, epsilon: 1 }),
  pointClouds: (points) => pointClouds([x, points], [x, x]),
  'transportCost, x': (points) => transportCost({ x: points, y: x }),
  'transportCost, y': (points) => transportCost({ x, y: points }),
  transportPlan: (points) => transportPlan({ x: points, y: x }),
  barycentricMap: (points) => barycentricMap({ x, y: points }),
  sinkhornPotentials: (points) => sinkhornPotentials({ x, y: points }),
  'sinkhornDivergence of tensors': (points) => divergenceOf({ x, y: points }),
};

/** What takes numbers on the line. */
const ofValues: Calls<number[]> = {
  'transportOnLine, x': (values) => transportOnLine(values, line),
  'transportOnLine, y': (values) => transportOnLine(line, values),
  'wassersteinOnLine, x': (values) => wassersteinOnLine(values, line),
  'wassersteinOnLine, y': (values) => wassersteinOnLine(line, values, { p: Infinity }),
  grid: (axis) => grid([line, axis]),
  'grid, targets': (axis) => grid([line], { targets: [axis] }),
  softSort: (values) => softSort(values),
  softRank: (values) => softRank(values),
  softTopK: (values) => softTopK(values, 1),
  softQuantile: (values) => softQuantile(values, 0.5),
  'softQuantile, levels': (levels) => softQuantile(line, levels),
  softQuantise: (values) => softQuantise(values, { size: 2 }),
  quantileNormalise: (values) => quantileNormalise(values, line),
  'quantileNormalise, values': (values) => quantileNormalise(line, values),
  sortWith: (values) => sortWith(values, x),
  'gaussian, mean': (mean) => gaussian({ mean, covariance: [identity[0], identity[1]] }),
};

/** What takes weights of three points. */
const ofWeights: Calls<number[]> = {
  'linearProblem, a': (a) => linearProblem(cloud, { a }),
  'linearProblem, b': (b) => linearProblem(cloud, { b }),
  'linearProblem, a, that may give way': (a) => linearProblem(cloud, { a, tauA: 0.5, tauB: 0.5 }),
  sinkhorn: (a) => sinkhorn(x, x, { a }),
  sinkhornDivergence: (b) => sinkhornDivergence(x, x, { b }),
  transportOnLine: (a) => transportOnLine(line, line, { a }),
  wassersteinOnLine: (b) => wassersteinOnLine(line, line, { b }),
  slicedWasserstein: (a) => slicedWasserstein(x, x, { a, key: 1 }),
  maxSlicedWasserstein: (b) => maxSlicedWasserstein(x, x, { b, key: 1 }),
  energyDistance: (a) => energyDistance(x, x, { a }),
  squaredMmd: (b) => squaredMmd(x, x, { b, bandwidth: 1 }),
  mongeGap: (weights) => mongeGap(x, x, { weights }),
  fitGaussian: (weights) => fitGaussian(x, { weights }),
  fitGaussianMixture: (weights) => fitGaussianMixture(1, x, 2, { weights }),
  gaussianMixture: (weights) => gaussianMixture({ components: [normal, normal, normal], weights }),
  gaussianBarycentre: (weights) => gaussianBarycentre([normal, normal, normal], { weights }),
  'barycentreProblem, measures': (measure) => barycentreProblem(cloud, { measures: [measure] }),
  'barycentreProblem, weights': (weights) =>
    barycentreProblem(cloud, { measures: [line, line, line], weights }),
  'freeSupportBarycentre, masses': (masses) => freeSupportBarycentre([x], { support: x, masses, epsilon: 1 }),
  'freeSupportBarycentre, weights': (weights) =>
    freeSupportBarycentre([x, x, x], { weights, size: 2, epsilon: 1 }),
  'sinkhornKMeans, weights': (weights) => sinkhornKMeans(x, { weights, clusters: 2, epsilon: 1 }),
  'sinkhornKMeans, sizes': (sizes) => sinkhornKMeans(x, { sizes, centroids: x, epsilon: 1 }),
  linearProblems: (a) => linearProblems([cloud, cloud], { a: [line, a], tauA: 0.5 }),
  'gromovProblem, a': (a) => gromovProblem(cloud, cloud, { a, epsilon: 1 }),
  'gromovProblem, b': (b) => gromovProblem(cloud, cloud, { b, epsilon: 1 }),
  multiMarginalProblem: (marginal) =>
    multiMarginalProblem(chainCost([cloud]), { marginals: [[0.2, 0.3, 0.5], marginal], epsilon: 1 }),
  transportCost: (a) => transportCost({ x, y: x }, { a }),
  transportPlan: (b) => transportPlan({ x, y: x }, { b }),
  'sinkhornDivergence of tensors': (a) => divergenceOf({ x, y: x }, { a }),
  softSort: (weights) => softSort(line, { weights }),
  'softSort, targetWeights': (targetWeights) => softSort(line, { targets: line, targetWeights }),
  softRank: (weights) => softRank(line, { weights }),
  softTopK: (weights) => softTopK(line, 1, { weights }),
  softQuantile: (weights) => softQuantile(line, 0.5, { weights }),
  softQuantise: (weights) => softQuantise(line, { size: 2, weights }),
  quantileNormalise: (weights) => quantileNormalise(line, line, { weights }),
  'quantileNormalise, targetWeights': (targetWeights) => quantileNormalise(line, line, { targetWeights }),
  sortWith: (weights) => sortWith(line, x, { weights }),
};

/** What takes a number for any move or coordinate: [2, 2]. */
const ofCosts: Calls<number[][]> = {
  denseCost: (costs) => denseCost(costs),
  separableCost: (costs) => separableCost([identity, costs]),
  'lowRankCost, left': (left) => lowRankCost(left, identity),
  'lowRankCost, right': (right) => lowRankCost(identity, right),
  sparseCost: ([costs]) => sparseCost([2, 2], { source: [0, 1], target: [0, 1], cost: costs }),
  gibbsKernel: (kernel) => gibbsKernel(kernel, { epsilon: 1 }),
  tensorCost: (costs) => tensorCost([costs, costs]),
  denseCosts: (costs) => denseCosts([identity, costs]),
  transportCost: (costs) => transportCost({ costs }),
  'gaussian, covariance': (covariance) => gaussian({ mean: [0, 0], covariance }),
};

const within: Record<string, Geometry> = { cloud, dense: denseCost(identity) };

/** What takes the strength of the regularisation; those that take 0 for none are listed below. */
const ofEpsilon: Calls<number> = {
  linearProblem: (epsilon) => linearProblem(cloud, { epsilon }),
  sinkhorn: (epsilon) => sinkhorn(x, x, { epsilon }),
  sinkhornDivergence: (epsilon) => sinkhornDivergence(x, x, { epsilon }),
  gibbsKernel: (epsilon) => gibbsKernel(identity, { epsilon }),
  linearProblems: (epsilon) => linearProblems([cloud, cloud], { epsilon: [1, epsilon] }),
  barycentreProblem: (epsilon) => barycentreProblem(cloud, { measures: [line], epsilon }),
  gromovProblem: (epsilon) => gromovProblem(cloud, within.dense, { epsilon }),
  multiMarginalProblem: (epsilon) => multiMarginalProblem(chainCost([cloud]), { epsilon }),
  sinkhornKMeans: (epsilon) => sinkhornKMeans(x, { clusters: 2, epsilon }),
  barycentrePoints: (epsilon) => barycentrePoints([x], { size: 2, epsilon }),
  transportCost: (epsilon) => transportCost({ x, y: x }, { epsilon }),
  'sinkhornDivergence of tensors': (epsilon) => divergenceOf({ x, y: x }, { epsilon }),
  softSort: (epsilon) => softSort(line, { epsilon }),
  softRank: (epsilon) => softRank(line, { epsilon }),
  softQuantile: (epsilon) => softQuantile(line, 0.5, { epsilon }),
};

const ofEpsilonOrNone: Calls<number> = {
  solveGaussian: (epsilon) => solveGaussian(normal, normal, { epsilon }),
  gaussianDivergence: (epsilon) => gaussianDivergence(normal, normal, { epsilon }),
  mongeGap: (epsilon) => mongeGap(x, x, { epsilon }),
  freeSupportBarycentre: (epsilon) => freeSupportBarycentre([x], { size: 2, epsilon }),
};

async function outcomeOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return error instanceof MongeError ? error.message : `no error of ours: ${String(error)}`;
  }
  return 'an answer';
}

const product = <A, B>(calls: Calls<A>, inputs: Record<string, B>) =>
  Object.entries(calls).flatMap(([name, call]) =>
    Object.entries(inputs).map(([what, input]) => ({ name, what, call, input })),
  );
const TYPED = /^(sinkhorn|solution)\.\w+: expected .*, got /s;

describe('every function that takes them refuses', () => {
  const points = {
    'a NaN': [
      [0, 1],
      [Number.NaN, 0],
      [1, 3],
    ],
    'an ∞': [
      [0, 1],
      [2, 0],
      [1, -Infinity],
    ],
  };
  it.each(product(ofPoints, points))('$what among points: $name', async ({ call, input }) => {
    expect(await outcomeOf(() => call(input))).toMatch(TYPED);
  });
  const none = {
    'no coordinates': fromData(new Float64Array(0), [3, 0]),
    'no points': fromData(new Float64Array(0), [0, 2]),
  };
  it.each(product(ofPoints, none))('points of $what: $name', async ({ call, input }) => {
    expect(await outcomeOf(() => call(input as never))).toMatch(TYPED);
  });
  const values = { 'a NaN': [0, Number.NaN, 2], 'an ∞': [0, 1, Infinity], none: [] };
  it.each(product(ofValues, values))('$what among values: $name', async ({ call, input }) => {
    expect(await outcomeOf(() => call(input))).toMatch(TYPED);
  });
  const weights = {
    'a NaN': [0.3, Number.NaN, 0.7],
    'an ∞': [0.3, Infinity, 0.7],
    'a negative number': [0.5, -0.5, 1],
    'nothing but zeros': [0, 0, 0],
    'two for three': [0.5, 0.5],
  };
  it.each(product(ofWeights, weights))('$what among weights: $name', async ({ call, input }) => {
    expect(await outcomeOf(() => call(input))).toMatch(TYPED);
  });
  const costs = {
    'a NaN': [
      [Number.NaN, 1],
      [1, 0],
    ],
    'an ∞': [
      [Infinity, 1],
      [1, 0],
    ],
  };
  it.each(product(ofCosts, costs))('$what among costs: $name', async ({ call, input }) => {
    expect(await outcomeOf(() => call(input))).toMatch(TYPED);
  });
  const epsilons = { NaN: Number.NaN, '∞': Infinity, '−1': -1 };
  it.each([...product(ofEpsilon, { ...epsilons, 0: 0 }), ...product(ofEpsilonOrNone, epsilons)])(
    'ε = $what: $name',
    async ({ call, input }) => {
      expect(await outcomeOf(() => call(input))).toMatch(TYPED);
    },
  );
});
