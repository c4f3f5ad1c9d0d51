import { linearProblem, solve, sparseCost } from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unevenWeights } from '../support/samples.js';
import { leastRoom, no, ofMatrix, supports } from '../support/sparse.js';

const ROUNDING = 1e-12;

/** What a function says when it throws; nothing where it does not. */
function messageOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

describe('a plan exists, or the problem says why not', () => {
  it('exactly where no set of sources outweighs its targets', () => {
    let feasible = 0;
    fc.assert(
      fc.property(supports, fc.integer({ min: 0, max: 1e6 }), fc.boolean(), (matrix, key, even) => {
        const [n, m] = [matrix.length, matrix[0].length];
        const weightsOf = (key: number, length: number) =>
          even ? new Float64Array(length).fill(1 / length) : unevenWeights(key, length);
        const [a, b] = [weightsOf(key, n), weightsOf(key + 1, m)];
        const problem = () => linearProblem(ofMatrix(matrix), { a, b, epsilon: 1 });
        const possible = leastRoom(matrix, a, b) > -ROUNDING;
        if (possible) feasible++;
        expect(messageOf(problem)).toMatch(
          possible ? /^$/ : /^sinkhorn.linearProblem: expected a support on which a can be moved to b/,
        );
      }),
      { numRuns: 400 },
    );
    expect(feasible).toBeGreaterThan(50);
    expect(feasible).toBeLessThan(350);
  });

  it('also where mass has to be moved on many times over: a long band', () => {
    const n = 1500;
    const source = Int32Array.from({ length: 2 * n - 1 }, (_, e) => e >> 1);
    const target = Int32Array.from({ length: 2 * n - 1 }, (_, e) => (e + 1) >> 1);
    const geometry = sparseCost([n, n], { source, target, cost: new Float64Array(2 * n - 1) });
    const even = new Float64Array(n).fill(1 / n);
    linearProblem(geometry, { a: even, b: even, epsilon: 1 });
    // What each source sends on is a little more than the one before, up to the last.
    const b = even.map((weight, j) => weight * (j === 0 ? 0.5 : j === n - 1 ? 1.5 : 1));
    linearProblem(geometry, { a: even, b, epsilon: 1 });
    expect(() => linearProblem(geometry, { a: b, b: even, epsilon: 1 })).toThrow(
      /expected a support on which a can be moved to b, got 1 source of mass/,
    );
  });

  it('naming the sources that are stuck, and what they may move to', () => {
    const matrix = [
      [0, 1, no],
      [1, 0, no],
      [2, 1, 0],
    ];
    expect(() =>
      linearProblem(ofMatrix(matrix), { a: [0.4, 0.3, 0.3], b: [0.2, 0.2, 0.6], epsilon: 1 }),
    ).toThrow(
      'sinkhorn.linearProblem: expected a support on which a can be moved to b, got 2 sources of mass 0.7 (0, 1) that may move only to 2 targets of ' +
        'mass 0.4 (0, 1); allow more moves, or let a marginal give way with tauA or tauB below 1',
    );
  });

  it('naming a point with mass that has nowhere to go', () => {
    const matrix = [
      [0, no],
      [no, no],
    ];
    for (const tau of [{}, { tauA: 0.5, tauB: 0.5 }]) {
      expect(() => linearProblem(ofMatrix(matrix), { ...tau, epsilon: 1 })).toThrow(
        'sinkhorn.linearProblem: expected a finite cost between each source with mass and some target with mass, got none for source 1 of mass 0.5; allow ' +
          'moves there, or set its weight to 0',
      );
      expect(() => linearProblem(ofMatrix(matrix), { ...tau, a: [1, 0], epsilon: 1 })).toThrow(
        'got none for target 1 of mass 0.5',
      );
    }
    // A way to a place that nothing goes to is none.
    expect(() =>
      linearProblem(
        ofMatrix([
          [0, 1],
          [no, 2],
        ]),
        { b: [1, 0], epsilon: 1 },
      ),
    ).toThrow('got none for source 1');
  });

  it('a marginal that gives way needs no more than that', () => {
    const problem = linearProblem(
      ofMatrix([
        [0, 1, no],
        [no, 1, no],
        [no, no, 2],
      ]),
      {
        a: [0.1, 0.8, 0.1],
        b: [0.6, 0.1, 0.3],
        tauB: 0.9,
        epsilon: 0.5,
      },
    );
    const solution = solve(problem, { threshold: 1e-10 });
    expect(solution.status).toBe('converged');
    expect(solution.marginalErrors.source).toBeLessThan(1e-9);
  });
});
