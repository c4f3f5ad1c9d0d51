import { fromData, type NdArray } from '@monge/ndarray';
import { type CostInput, denseCost, euclidean, pNorm, pointCloud, squaredEuclidean } from '@monge/sinkhorn';
import {
  conditionalGradient,
  type GromovProblemOptions,
  gromovGradient,
  gromovProblem,
  solveGromov,
} from '@monge/sinkhorn/gromov';
import { describe, expect, it } from 'vitest';
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [n, m] = [7, 6];
const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];

/** What a problem is made of, and a direction for each part. */
interface Parts {
  readonly source: NdArray<Float64Array>;
  readonly target: NdArray<Float64Array>;
  readonly features: NdArray<Float64Array>;
}
type Part = keyof Parts;

const along = (part: NdArray<Float64Array>, direction: Float64Array, t: number) =>
  fromData(moved(part.data, direction, t), part.shape);

function expectDerivative(
  costAt: (parts: Parts, t: number) => number,
  parts: Parts,
  gradients: Readonly<Record<Part, ArrayLike<number>>>,
  step: number,
): void {
  for (const part of ['source', 'target', 'features'] as const) {
    const direction = normals(9, 1, parts[part].data.length).data;
    const differences = derivativeAtZero(
      (t) => costAt({ ...parts, [part]: along(parts[part], direction, t) }, t),
      step,
    );
    const found = inner(gradients[part], direction);
    expect(Math.abs(found - differences), `${part}: ${found}, by differences ${differences}`).toBeLessThan(
      1e-6 * Math.max(1, Math.abs(differences)),
    );
  }
}

const matrices: Parts = {
  source: fromData(
    anyCosts(3, n, n).data.map((value) => 0.5 + value),
    [n, n],
  ),
  target: fromData(
    anyCosts(4, m, m).data.map((value) => 0.5 + value),
    [m, m],
  ),
  features: anyCosts(5, n, m),
};
const kinds: Record<string, GromovProblemOptions> = {
  'balanced, square': {},
  'balanced, kl': { loss: 'kl' },
  'unbalanced, square': { tauA: 0.9, tauB: 0.8 },
  'unbalanced, kl': { loss: 'kl', tauA: 0.8 },
};

describe('the derivatives that differences have', () => {
  it.each(Object.entries(kinds))('by costs: %s', (_, kind) => {
    const options = { a, b, alpha: 0.7, epsilon: 0.3, ...kind };
    const solved = ({ source, target, features }: Parts, others: GromovProblemOptions = {}) =>
      solveGromov(
        gromovProblem(denseCost(source), denseCost(target), {
          ...options,
          features: denseCost(features),
          ...others,
        }),
        { threshold: 1e-11 },
      );
    const solution = solved(matrices);
    expect(solution.status).toBe('converged');
    const gradient = gromovGradient(solution);
    expectDerivative(
      (parts) => solved(parts).regularisedCost,
      matrices,
      {
        source: gradient.sourceCosts().data,
        target: gradient.targetCosts().data,
        features: gradient.featureCosts().data,
      },
      1e-2,
    );
    const byEpsilon = derivativeAtZero((t) => solved(matrices, { epsilon: 0.3 + t }).regularisedCost, 1e-2);
    expect(gradient.epsilon()).toBeCloseTo(byEpsilon, 6);
    for (const side of ['a', 'b'] as const) {
      const weights = { a, b }[side];
      // Of the same sum: mass is not made.
      const direction = unevenWeights(19, weights.length).map(
        (value, i) => value - unevenWeights(20, weights.length)[i],
      );
      const byWeights = derivativeAtZero(
        (t) => solved(matrices, { [side]: moved(weights, direction, t) }).regularisedCost,
        1e-2,
      );
      expect(inner(gradient[side].data, direction)).toBeCloseTo(byWeights, 6);
    }
    // All of both weights.
    const grown = (t: number) => ({
      a: a.map((weight) => (1 + t) * weight),
      b: b.map((weight) => (1 + t) * weight),
    });
    const byMass = derivativeAtZero((t) => solved(matrices, grown(t)).regularisedCost, 1e-2);
    expect(inner(gradient.a.data, a) + inner(gradient.b.data, b)).toBeCloseTo(byMass, 6);
    const byAlpha = derivativeAtZero((t) => solved(matrices, { alpha: 0.7 + t }).regularisedCost, 1e-2);
    expect(gradient.alpha()).toBeCloseTo(byAlpha, 6);
  });

  const cube: CostInput = {
    name: 'cube',
    between: (u, v) => Math.abs(u[0] - v[0]) ** 3 + (u[1] - v[1]) ** 2,
    gradient: (u, v, atU, atV) => {
      const difference = u[0] - v[0];
      atU[0] = 3 * difference * Math.abs(difference);
      atU[1] = 2 * (u[1] - v[1]);
      atV[0] = -atU[0];
      atV[1] = -atU[1];
    },
  };
  const costs: Record<string, CostInput> = {
    squaredEuclidean,
    euclidean,
    'pNorm(3)': pNorm(3),
    'a record': cube,
  };
  it.each(Object.entries(costs))('by points: %s', (_, cost) => {
    const parts: Parts = { source: normals(6, n, 2), target: normals(7, m, 2), features: normals(8, m, 2) };
    const solved = ({ source, target, features }: Parts) => {
      const cloud = (points: NdArray) => pointCloud(points, points, { cost });
      // The features are costs between the source and other points.
      const between = pointCloud(parts.source, features, { cost });
      const problem = gromovProblem(cloud(source), cloud(target), { a, b, features: between, epsilon: 2 });
      return solveGromov(problem, { threshold: 1e-11, maxIterations: 5000 });
    };
    const solution = solved(parts);
    expect(solution.status).toBe('converged');
    const gradient = gromovGradient(solution);
    expectDerivative(
      (moving) => solved(moving).regularisedCost,
      parts,
      {
        source: gradient.sourcePoints().data,
        target: gradient.targetPoints().data,
        features: gradient.featurePoints().y.data,
      },
      2e-3,
    );
  });

  it('by weights, of clouds whose linear problems are between other points', () => {
    const [x, y] = [normals(26, n, 2), normals(27, m, 3, 4)];
    const features = pointCloud(normals(28, n, 2), normals(29, m, 2));
    const solved = (p: Float64Array, q: Float64Array) =>
      solveGromov(gromovProblem(pointCloud(x, x), pointCloud(y, y), { a: p, b: q, features, epsilon: 2 }), {
        threshold: 1e-11,
        maxIterations: 5000,
      });
    const gradient = gromovGradient(solved(a, b));
    const directionOf = (length: number) =>
      unevenWeights(19, length).map((value, i) => value - unevenWeights(20, length)[i]);
    const [atA, atB] = [directionOf(n), directionOf(m)];
    const byA = derivativeAtZero((t) => solved(moved(a, atA, t), b).regularisedCost, 1e-2);
    const byB = derivativeAtZero((t) => solved(a, moved(b, atB, t)).regularisedCost, 1e-2);
    expect(inner(gradient.a.data, atA)).toBeCloseTo(byA, 5);
    expect(inner(gradient.b.data, atB)).toBeCloseTo(byB, 5);
    expect(inner(gradient.a.data, a)).toBeCloseTo(inner(gradient.b.data, b), 9);
  });

  it('at a vertex, where the plan does not move', () => {
    const solved = ({ source, target, features }: Parts) =>
      conditionalGradient(
        gromovProblem(pointCloud(source, source), pointCloud(target, target), {
          a,
          b,
          features: denseCost(features),
          alpha: 0.9,
        }),
      );
    const parts: Parts = {
      source: normals(16, n, 2),
      target: normals(17, m, 3),
      features: matrices.features,
    };
    const gradient = gromovGradient(solved(parts));
    expectDerivative(
      (moving) => solved(moving).cost,
      parts,
      {
        source: gradient.sourcePoints().data,
        target: gradient.targetPoints().data,
        features: gradient.featureCosts().data,
      },
      1e-3,
    );
    const direction = Float64Array.from(a, (_, i) => (i === 0 ? 1 : i === 3 ? -1 : 0));
    const byWeights = derivativeAtZero((t) => {
      const [source, target] = [
        pointCloud(parts.source, parts.source),
        pointCloud(parts.target, parts.target),
      ];
      const options = { a: moved(a, direction, t), b, features: denseCost(parts.features), alpha: 0.9 };
      return conditionalGradient(gromovProblem(source, target, options)).cost;
    }, 1e-5);
    expect(inner(gradient.a.data, direction)).toBeCloseTo(byWeights, 5);
  });
});

describe('errors', () => {
  it('refuses points where there are none, and costs without a gradient', () => {
    const gradient = gromovGradient(
      conditionalGradient(gromovProblem(denseCost(matrices.source), denseCost(matrices.target))),
    );
    expect(() => gradient.sourcePoints()).toThrow(/got a matrix of costs/);
    expect(() => gradient.featurePoints()).toThrow(/problem with features/);
    const points = normals(6, n, 2);
    const bare = pointCloud(points, points, { cost: (u, v) => Math.abs(u[0] - v[0]) });
    expect(() => gromovGradient(conditionalGradient(gromovProblem(bare, bare))).targetPoints()).toThrow(
      /a cost with a gradient/,
    );
  });
});
