import { fromData, type NdArray } from '@monge/ndarray';
import {
  applyVjp,
  type CostInput,
  cosine,
  euclidean,
  gradient,
  greatCircle,
  planVjp,
  pNorm,
  potentialsVjp,
  type Sensitivities,
  type Solution,
  squaredEuclidean,
  transportVjp,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { inner } from '../support/directional-derivative.js';
import {
  bothWays,
  type Part,
  type Parts,
  type Setting,
  solved,
  vector,
} from '../support/perturbed-problem.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [n, m] = [7, 9];
const weights = { a: vector(unevenWeights(1, n)), b: vector(unevenWeights(2, m)) };
const clouds = { x: normals(3, n, 2, 1.5, 0.7), y: normals(4, m, 2, -0.5) };
const cloud: Parts = { ...clouds, ...weights, epsilon: vector(Float64Array.of(0.6)) };
const matrix: Parts = { cost: anyCosts(5, n, m), ...weights, epsilon: vector(Float64Array.of(0.2)) };

/** A cost that is not symmetric. */
const tilted: CostInput = {
  name: 'tilted',
  between: (u, v) => (u[0] - v[0]) ** 2 + Math.exp(u[1] - v[1]),
  gradient: (u, v, atU, atV) => {
    atU[0] = 2 * (u[0] - v[0]);
    atU[1] = Math.exp(u[1] - v[1]);
    atV[0] = -atU[0];
    atV[1] = -atU[1];
  },
};
const scaled = (factor: number) => ({
  x: fromData(
    clouds.x.data.map((value) => factor * value),
    [n, 2],
  ),
  y: fromData(
    clouds.y.data.map((value) => factor * value),
    [m, 2],
  ),
});
const costs: Record<string, { readonly parts: Parts; readonly cost: CostInput; readonly step?: number }> = {
  squaredEuclidean: { parts: cloud, cost: squaredEuclidean },
  euclidean: { parts: cloud, cost: euclidean },
  'pNorm(4)': { parts: { ...cloud, ...scaled(0.4) }, cost: pNorm(4) },
  cosine: { parts: cloud, cost: cosine },
  greatCircle: { parts: { ...cloud, ...scaled(20) }, cost: greatCircle({ radius: 1 }), step: 0.05 },
  'a cost of two points with its gradient': { parts: { ...cloud, ...scaled(0.6) }, cost: tilted },
};

/** The constant between the potentials, where one is free, fixed as the gradients have it. */
function balanced({ f, g, problem: { a, b, tauA, tauB } }: Solution): {
  readonly f: Float64Array;
  readonly g: Float64Array;
} {
  if (tauA < 1 || tauB < 1) return { f: f.data, g: g.data };
  const mass = a.reduce((total, weight) => total + weight, 0);
  const shift = (inner(a, f.data) - inner(b, g.data)) / (2 * mass);
  return { f: f.data.map((value) => value - shift), g: g.data.map((value) => value + shift) };
}

const atF = normals(11, 1, n).data;
const atG = normals(12, 1, m).data;
const atPlan = normals(13, n, m);
const atProduct = normals(14, n, 3);
const vectors = normals(15, m, 3);
const atBack = normals(16, 1, m).data;
const atMap = normals(17, n, 2);

interface Result {
  readonly numberOf: (solution: Solution) => number;
  readonly vjp: (solution: Solution) => Sensitivities;
}

/** Numbers that depend on each result, and their sensitivities. */
const results: Record<string, Result> = {
  gradient: { numberOf: ({ dualCost }) => dualCost, vjp: (solution) => gradient(solution) },
  potentialsVjp: {
    numberOf: (solution) => {
      const { f, g } = balanced(solution);
      return inner(f, atF) + inner(g, atG);
    },
    vjp: (solution) => potentialsVjp(solution, { f: atF, g: atG }),
  },
  planVjp: {
    numberOf: (solution) => inner(solution.plan().data, atPlan.data),
    vjp: (solution) => planVjp(solution, atPlan),
  },
  'applyVjp of several vectors': {
    numberOf: (solution) => inner(solution.apply(vectors).data, atProduct.data),
    vjp: (solution) => applyVjp(solution, vectors, atProduct),
  },
  'applyVjp, transposed': {
    numberOf: (solution) => inner(solution.apply(atF, { transpose: true }).data, atBack),
    vjp: (solution) => applyVjp(solution, atF, atBack, { transpose: true }),
  },
};
const ofClouds: Record<string, Result> = {
  ...results,
  transportVjp: {
    numberOf: (solution) => inner(solution.transport().data, atMap.data),
    vjp: (solution) => transportVjp(solution, atMap),
  },
};

function expectDerivatives(
  parts: Parts,
  { numberOf, vjp }: Result,
  setting: Setting & { readonly step?: number } = {},
): void {
  const sensitivities = vjp(solved(parts, setting));
  for (const part of Object.keys(parts) as Part[]) {
    const { differences, found } = bothWays(parts, part, numberOf, sensitivities, setting);
    expect(Math.abs(found - differences), `${part}: ${found}, by differences ${differences}`).toBeLessThan(
      1e-8 * Math.max(1, Math.abs(differences)),
    );
  }
}

describe.each(Object.entries(ofClouds))('%s', (_name, result) => {
  it.each(Object.entries(costs))(
    'is the derivative that differences have: %s',
    (_, { parts, cost, step }) => {
      expectDerivatives(parts, result, { cost, ...(step === undefined ? {} : { step }) });
    },
  );
});

describe.each(Object.entries(results))('%s of a matrix of costs', (_, result) => {
  it('is the derivative that differences have', () => expectDerivatives(matrix, result));

  it('is that with more than one unit of mass', () => {
    const heavy = (weight: NdArray<Float64Array>) => vector(weight.data.map((value) => 3 * value));
    expectDerivatives({ ...matrix, a: heavy(weights.a), b: heavy(weights.b) }, result);
  });
});

describe.each([
  { tauA: 0.9, tauB: 0.6 },
  { tauA: 1, tauB: 0.8 },
  { tauA: 0.3, tauB: 1 },
  { tauA: 0.99, tauB: 0.98 },
])('where marginals may give way, $tauA and $tauB', (taus) => {
  const uneven = (parts: Parts): Parts =>
    taus.tauA < 1 && taus.tauB < 1
      ? { ...parts, b: vector(parts.b.data.map((weight) => 1.7 * weight)) }
      : { ...parts, a: vector(parts.a.data.map((weight) => 1.3 * weight)) };

  it.each(Object.entries(ofClouds))('%s is the derivative that differences have', (_, result) => {
    expectDerivatives(uneven(cloud), result, taus);
  });

  it.each(Object.entries(results))('%s of a matrix of costs is that', (_, result) => {
    expectDerivatives(uneven(matrix), result, taus);
  });
});
