import { DomainError, fromData, ShapeError, UnsupportedError } from '@monge/ndarray';
import { permutation } from '@monge/random';
import { denseCost, dualSortInitialiser, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import { bestAssignment } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { anyCosts, unevenWeights } from '../support/samples.js';
import { softSort } from '../support/soft-sort.js';

/** ⟨b, g⟩ + ⟨a, f⟩ for uniform weights and the largest feasible f, f_i = min_j C_ij − g_j. */
function dualValue(costs: ArrayLike<number>, g: Float64Array): number {
  const n = g.length;
  let value = 0;
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    for (let j = 0; j < n; j++) least = Math.min(least, costs[i * n + j] - g[j]);
    value += (least + g[i]) / n;
  }
  return value;
}

function squares(x: Float64Array, y: Float64Array): Float64Array {
  const [n, m] = [x.length, y.length];
  return Float64Array.from({ length: n * m }, (_, at) => (x[Math.floor(at / m)] - y[at % m]) ** 2);
}

describe('dualSortInitialiser', () => {
  it('is dual optimal for any optimal assignment', () => {
    const matrices = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc
          .array(fc.integer({ min: -9, max: 9 }), { minLength: n * n, maxLength: n * n })
          .map((costs) => ({ n, costs })),
      );
    fc.assert(
      fc.property(matrices, ({ n, costs }) => {
        const { target, cost } = bestAssignment(costs);
        const problem = linearProblem(denseCost(fromData(Float64Array.from(costs), [n, n])), { epsilon: 1 });
        const { g } = dualSortInitialiser({ assignment: target })(problem);
        expect(dualValue(costs, g)).toBeCloseTo(cost / n, 9);
      }),
    );
  });

  it('finds the order of points on the line, in which they need not come', () => {
    const { x, y } = softSort(150);
    const order = permutation(3, 150).data;
    const shuffled = Float64Array.from(order, (j) => y[j]);
    const initialiser = dualSortInitialiser();
    const { g } = initialiser(linearProblem(pointCloud(x, y), { epsilon: 1 }));
    const turned = initialiser(linearProblem(pointCloud(x.toReversed(), shuffled), { epsilon: 1 })).g;
    expect(turned).toEqual(Float64Array.from(order, (j) => g[j]));
    const sorted = x.toSorted();
    const exact = sorted.reduce((sum, value, i) => sum + (value - y[i]) ** 2 / 150, 0);
    expect(dualValue(squares(x, y), g)).toBeCloseTo(exact, 9);
  });

  it('goes with the unit of the costs, however small', () => {
    const { x, y } = softSort(60);
    const initialiser = dualSortInitialiser();
    const { g } = initialiser(linearProblem(pointCloud(x, y), { epsilon: 1 }));
    const small = (values: Float64Array) => values.map((value) => value * 2 ** -20);
    const tiny = initialiser(linearProblem(pointCloud(small(x), small(y)), { epsilon: 1 })).g;
    expect(
      deviation(
        tiny.map((value) => value * 2 ** 40),
        g,
      ),
    ).toBeLessThan(1e-12);
  });

  it('needs fewer iterations than none for values in any order, and more than the staircase', () => {
    const { x, y } = softSort(200);
    const problem = linearProblem(pointCloud(x, y), { epsilon: 1e-3 });
    const iterations = (initialiser: 'zero' | 'dualSort' | 'staircase') =>
      solve(problem, { initialiser, acceleration: 'none' }).iterations;
    expect(iterations('dualSort')).toBeLessThan(iterations('zero') / 1.5);
    expect(iterations('staircase')).toBeLessThan(iterations('dualSort') / 10);
  });

  it('stops after so many sweeps when asked to', () => {
    const { x, y } = softSort(40);
    const problem = linearProblem(pointCloud(x, y), { epsilon: 1 });
    const { g } = dualSortInitialiser({ maxSweeps: 1 })(problem);
    expect(deviation(g, dualSortInitialiser()(problem).g)).toBeGreaterThan(1e-3);
  });

  it('refuses an assignment that is not optimal, for two sources or for more', () => {
    const swap = linearProblem(
      denseCost([
        [0, 5],
        [5, 0],
      ]),
      { epsilon: 1 },
    );
    expect(() => dualSortInitialiser({ assignment: [1, 0] })(swap)).toThrow(DomainError);
    expect(() => dualSortInitialiser({ assignment: [1, 0] })(swap)).toThrow(/sources 0 and 1 would gain 10/);
    // No two would gain by a swap, all three would by passing their targets on.
    const round = linearProblem(
      denseCost([
        [1, 0, 9],
        [9, 1, 0],
        [0, 9, 1],
      ]),
      { epsilon: 1 },
    );
    expect(() => dualSortInitialiser({ assignment: [0, 1, 2] })(round)).toThrow(
      /passing their targets round/,
    );
  });

  it('refuses what it has no assignment for', () => {
    const initialiser = dualSortInitialiser();
    const plane = linearProblem(pointCloud([[0, 1]], [[1, 1]]), { epsilon: 1 });
    expect(() => initialiser(plane)).toThrow(UnsupportedError);
    expect(() => initialiser(plane)).toThrow(/expected assignment.*got none for points of 2 coordinates/);
    expect(() => initialiser(linearProblem(denseCost(anyCosts(1, 4, 4)), { epsilon: 1 }))).toThrow(
      UnsupportedError,
    );
    const wide = linearProblem(pointCloud([0, 1], [0, 1, 2]), { epsilon: 1 });
    expect(() => initialiser(wide)).toThrow(ShapeError);
    const uneven = linearProblem(pointCloud([0, 1, 2], [0, 1, 2]), { a: unevenWeights(2, 3), epsilon: 1 });
    expect(() => initialiser(uneven)).toThrow(/expected uniform weights/);
    const unbalanced = linearProblem(pointCloud([0, 1], [1, 2]), { epsilon: 1, tauA: 0.5 });
    expect(() => initialiser(unbalanced)).toThrow(/expected a balanced problem/);
  });

  it('refuses options out of range', () => {
    const problem = linearProblem(pointCloud([0, 1, 2], [0, 1, 2]), { epsilon: 1 });
    expect(() => dualSortInitialiser({ assignment: [0, 1] })(problem)).toThrow(ShapeError);
    for (const assignment of [
      [0, 1, 1],
      [0, 1, 3],
      [0, 1, -1],
      [0, 1, 1.5],
      [0, 1, Number.NaN],
    ]) {
      expect(() => dualSortInitialiser({ assignment })(problem)).toThrow(
        /expected each target from 0 to 2 once/,
      );
    }
    expect(() => dualSortInitialiser({ tolerance: -1 })).toThrow(DomainError);
    expect(() => dualSortInitialiser({ maxSweeps: 0 })).toThrow(DomainError);
  });
});
