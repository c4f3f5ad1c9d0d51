import { DomainError, type NdArray, ShapeError, UnsupportedError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { denseCost, type Geometry, pointCloud, truncatedCost } from '@monge/sinkhorn';
import { barycentreProblem, solveBarycentre } from '@monge/sinkhorn/barycentres';
import { describe, expect, it } from 'vitest';
import { between, line, measures, sumOf, tight, weights } from '../support/barycentres.js';
import { deviation } from '../support/deviation.js';
import { modes } from '../support/executors.js';

describe('barycentres at the edges', () => {
  const points = [0, 1, 2, 4];
  const geometry = pointCloud(points, points);

  it('are exact to the last digits for ε far below the costs, in both modes', () => {
    for (const mode of modes) {
      const problem = barycentreProblem(geometry, {
        measures: [
          [1, 0, 0, 0],
          [0, 0, 1, 0],
        ],
        epsilon: 1e-4,
      });
      const { masses, status, cost } = solveBarycentre(problem, { threshold: 1e-9, mode });
      expect(status).toBe('converged');
      expect(Array.from(masses.data)).toEqual([0, 1, 0, 0]);
      expect(cost).toBe(1);
    }
  });

  it('stay within the range of floats without the bias, where the first steps would not', () => {
    const points = line(20);
    const problem = barycentreProblem(pointCloud(points, points), {
      measures: [points.map((x) => (x < 0.3 ? 1 / 6 : 0)), points.map((x) => (x > 0.7 ? 1 / 6 : 0))],
      epsilon: 1e-6,
      objective: 'divergence',
    });
    const { masses, regularisedCost, errors } = solveBarycentre(problem, { maxIterations: 50 });
    expect(errors.every(Number.isFinite)).toBe(true);
    expect(sumOf(masses)).toBeCloseTo(1, 12);
    expect(regularisedCost).toBeLessThan(0.2);
  });

  it('leave out measures of weight zero, and still lead to them', () => {
    const given = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
      [0, 0, 0, 10],
    ];
    const two = solveBarycentre(
      barycentreProblem(geometry, { measures: given.slice(0, 2), epsilon: 1 }),
      tight,
    );
    const three = solveBarycentre(
      barycentreProblem(geometry, { measures: given, weights: [1, 1, 0], epsilon: 1 }),
      tight,
    );
    expect(deviation(three.masses.data, two.masses.data)).toBeLessThan(1e-10);
    expect(sumOf(three.masses)).toBeCloseTo(10, 10);
    expect(three.cost).toBeCloseTo(two.cost, 9);
  });

  it('run in float32 where the geometry does', () => {
    const single = pointCloud(Float32Array.from(points), Float32Array.from(points));
    const given = {
      measures: [
        [1, 2, 3, 4],
        [4, 3, 2, 1],
      ],
      epsilon: 0.5,
    };
    const found = solveBarycentre(barycentreProblem(single, given), { threshold: 1e-5 });
    const exact = solveBarycentre(barycentreProblem(geometry, given), tight);
    expect(found.status).toBe('converged');
    assertAllClose(found.masses, exact.masses, { rtol: 1e-4 });
  });

  it('go on from where they stopped', () => {
    const problem = barycentreProblem(between, { measures, weights, epsilon: 0.05 });
    const short = solveBarycentre(problem, { threshold: 1e-9, maxIterations: 5 });
    expect(short.status).toBe('maxIterations');
    const whole = solveBarycentre(problem, { threshold: 1e-9 });
    expect(solveBarycentre(problem, { threshold: 1e-9, init: whole }).iterations).toBeLessThan(3);
    const controller = new AbortController();
    let partial: unknown;
    try {
      solveBarycentre(problem, {
        threshold: 1e-9,
        signal: controller.signal,
        onProgress: ({ iteration }) => {
          if (iteration === 60) controller.abort();
        },
      });
    } catch (error) {
      partial = (error as { partial: unknown }).partial;
    }
    const init = partial as { g: NdArray<Float64Array>[] };
    expect(solveBarycentre(problem, { threshold: 1e-9, init }).iterations).toBeLessThan(whole.iterations);
    const debiased = barycentreProblem(geometry, {
      measures: [
        [1, 2, 3, 4],
        [4, 3, 2, 1],
      ],
      epsilon: 2,
      objective: 'divergence',
    });
    const first = solveBarycentre(debiased, { threshold: 1e-7, maxIterations: 20_000 });
    const again = solveBarycentre(debiased, { threshold: 1e-6, init: first });
    expect(again.iterations).toBeLessThan(first.iterations / 2);
    expect(deviation(again.masses.data, first.masses.data)).toBeLessThan(1e-4);
  });

  it('refuse what does not fit, and say why', () => {
    const given = [
      [0.5, 0.5, 0, 0],
      [0, 0, 0.5, 0.5],
    ];
    const make =
      (options: object, costs: Geometry | Geometry[] = geometry) =>
      () =>
        barycentreProblem(costs, { measures: given, ...options });
    expect(make({ measures: [] })).toThrow(ShapeError);
    expect(make({ measures: [[1, 2, 3]] })).toThrow('expected measures[0] of shape [4]');
    expect(
      make({
        measures: [
          [1, 0, 0, 0],
          [2, 0, 0, 0],
        ],
      }),
    ).toThrow('of one total');
    expect(make({ measures: [[1, -1, 1, 0]] })).toThrow(DomainError);
    expect(make({ weights: [1, 2, 3] })).toThrow(ShapeError);
    expect(make({ epsilon: 0 })).toThrow('expected epsilon in (0, ∞)');
    expect(make({ objective: 'loss' })).toThrow(DomainError);
    expect(make({}, [geometry])).toThrow('as many measures as geometries');
    expect(make({}, [geometry, pointCloud(points, [0, 1])])).toThrow('geometries[1]');
    const wide = denseCost([
      [0, 1, 2],
      [1, 0, 1],
      [2, 1, 0],
      [3, 2, 1],
    ]);
    expect(make({ objective: 'divergence' }, wide)).toThrow(UnsupportedError);
    const lopsided = denseCost([
      [0, 1, 2, 3],
      [1, 0, 1, 2],
      [2, 1, 0, 1],
      [9, 2, 1, 0],
    ]);
    expect(make({ objective: 'divergence' }, lopsided)).toThrow('symmetric');
    const within = pointCloud(points, [0, 1, 2, 5]);
    expect(make({ objective: 'divergence', within })).toThrow('the same points as sources and targets');
    const sparse = truncatedCost(geometry, { neighbours: 3 });
    expect(make({}, sparse)).toThrow('finite for all pairs, got sparse costs');
    expect(make({ objective: 'divergence', within: sparse })).toThrow(UnsupportedError);
    expect(() => solveBarycentre(make({ objective: 'divergence' })(), { acceleration: 'nesterov' })).toThrow(
      "sinkhorn.solveBarycentre: expected acceleration 'anderson' or 'none'",
    );
    expect(() => solveBarycentre(make({})(), { init: { g: [[0, 0], [0]] } })).toThrow(
      'sinkhorn.solveBarycentre: expected init.g[0] of shape [4]',
    );
    expect(() => solveBarycentre(make({})(), { threshold: -1 })).toThrow(DomainError);
    expect(() => solveBarycentre(make({})(), { init: { g: [[0, 0, 0, 0]] } })).toThrow(ShapeError);
  });
});
