import { denseCost, gaussian } from '@monge/sinkhorn';
import {
  conditionalGradient,
  type GromovLoss,
  gaussianGromovBounds,
  gromovProblem,
  solveGromov,
} from '@monge/sinkhorn/gromov';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/gromov.json' with { type: 'json' };
import { deviation } from '../support/deviation.js';

interface Given {
  readonly source: number[][];
  readonly target: number[][];
  readonly features: number[][];
  readonly alpha: number;
  readonly loss: string;
  readonly a: number[];
  readonly b: number[];
  readonly epsilon: number;
  readonly tauA?: number;
  readonly tauB?: number;
}

function problemOf({ source, target, features, alpha, loss, ...rest }: Given) {
  const fused = alpha < 1 ? { features: denseCost(features), alpha } : {};
  return gromovProblem(denseCost(source), denseCost(target), { ...rest, ...fused, loss: loss as GromovLoss });
}

const tight = { threshold: 1e-11, maxIterations: 5000, linear: { maxIterations: 100_000 } };

describe(`the plans of POT ${document.versions.POT}`, () => {
  const settled = document.balanced.filter(({ solutions }) => solutions.entropic.settled);
  const unsettled = document.balanced.filter(({ solutions }) => !solutions.entropic.settled);

  it.each(settled)(
    'entropic_gromov_wasserstein and entropic_fused_gromov_wasserstein: $name, α = $alpha',
    (given) => {
      const { plan, gromovCost, featureCost } = given.solutions.entropic;
      const found = solveGromov(problemOf(given), tight);
      expect(found.status).toBe('converged');
      expect(deviation(found.plan().data, plan.flat())).toBeLessThan(1e-8);
      expect(found.gromovCost).toBeCloseTo(gromovCost, 7);
      expect(found.featureCost).toBeCloseTo(given.alpha < 1 ? featureCost : 0, 7);
    },
  );

  it.each(unsettled)('what POT goes back and forth around: $name, α = $alpha', (given) => {
    const found = solveGromov(problemOf(given), tight);
    expect(found.status).toBe('converged');
    expect(found.regularisedCost).toBeLessThan(given.solutions.entropic.regularisedCost - 1e-3);
  });

  it.each(document.balanced)(
    'gromov_wasserstein and fused_gromov_wasserstein: $name, α = $alpha',
    (given) => {
      const { plan, gromovCost, featureCost } = given.solutions.exact;
      const found = conditionalGradient(problemOf(given));
      // Inside the plans' polytope steps are short, and the gap says how much is left.
      const left = found.status === 'converged' ? 1e-6 : found.gap;
      expect(found.gromovCost).toBeLessThan(gromovCost + left);
      expect(deviation(found.plan().data, plan.flat())).toBeLessThan(
        found.status === 'converged' ? 1e-6 : 0.02,
      );
      expect(found.featureCost).toBeCloseTo(given.alpha < 1 ? featureCost : 0, 6);
    },
  );

  it.each(document.unbalanced)('fused_unbalanced_gromov_wasserstein: α = $alpha', (given) => {
    const { plan, gromovCost } = given.solution;
    const found = solveGromov(problemOf(given), tight);
    expect(found.status).toBe('converged');
    expect(deviation(found.plan().data, plan.flat())).toBeLessThan(1e-7);
    expect(found.gromovCost).toBeCloseTo(gromovCost, 7);
  });

  it.each(document.gaussians)('gaussian_gromov_wasserstein_distance, %#', ({ one, other, distance }) => {
    const normal = (covariance: number[][]) => gaussian({ mean: covariance.map(() => 1), covariance });
    expect(Math.sqrt(gaussianGromovBounds(normal(one), normal(other)).upper)).toBeCloseTo(distance, 9);
  });
});

describe(`the plans of OTT-JAX ${document.versions['OTT-JAX']}`, () => {
  it.each(document.ott)('GromovWasserstein: α = $alpha', (given) => {
    const { plan, gromovCost } = given.solution;
    const found = solveGromov(problemOf(given), tight);
    expect(found.status).toBe('converged');
    expect(deviation(found.plan().data, plan.flat())).toBeLessThan(1e-7);
    expect(found.gromovCost).toBeCloseTo(gromovCost, 6);
  });
});
