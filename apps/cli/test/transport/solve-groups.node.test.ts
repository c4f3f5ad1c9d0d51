import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { solveGroups } from '../../src/transport/solve-groups.js';
import { solveInput } from '../../src/transport/solve-input.js';
import { Sink } from '../support/run-main.js';
import { defaults, points, silent } from '../support/solve.js';

const cloud = (n: number, seed: number) =>
  points(
    Array.from({ length: n }, (_, i) => [seed + Math.sin(seed + 3 * i), Math.cos(seed + 1.7 * i)]),
    { weights: Array.from({ length: n }, (_, i) => 1 + (i % 4)), label: `cloud ${seed}` },
  );
const groups = [
  { name: 'small', source: cloud(5, 1), target: cloud(9, 2) },
  { name: 'wide', source: cloud(30, 3), target: cloud(7, 9) },
  { name: 'even', source: cloud(40, 4), target: cloud(40, 5) },
];
const exactly = { ...defaults, threshold: 1e-10, maxIterations: 20_000, weight: 'mass' };

describe('solveGroups', () => {
  it.each([
    ['balanced', {}],
    ['unbalanced', { unbalanced: { tauA: 0.8, tauB: 0.9 } }],
    ['of a given epsilon, from a start', { epsilon: 0.7, initialiser: 'auto' }],
  ] as const)('finds what each problem finds alone: %s', async (_, options) => {
    const parameters = { ...exactly, ...options };
    const solvedGroups = await solveGroups(groups, parameters, silent);
    expect(solvedGroups.map(({ name }) => name)).toEqual(['small', 'wide', 'even']);
    for (const [k, { solved }] of solvedGroups.entries()) {
      const alone = await solveInput(groups[k], parameters, silent);
      expect(solved.solution.status).toBe('converged');
      expect(solved.solution.cost).toBeCloseTo(alone.solution.cost, 7);
      expect(solved.solution.epsilon).toBe(alone.solution.epsilon);
      expect(solved.balance?.created ?? 0).toBeCloseTo(alone.balance?.created ?? 0, 7);
    }
  });

  it('shows on a terminal how many groups are done', async () => {
    const stderr = new Sink(true);
    await solveGroups(groups, exactly, { stdout: new Sink(), stderr });
    expect(stderr.text).toContain('3 of 3 groups');
    const quiet = new Sink(true);
    await solveGroups(groups, { ...exactly, json: true }, { stdout: new Sink(), stderr: quiet });
    expect(quiet.text).toBe('');
  });

  it('says which group cannot be solved', async () => {
    const zero = {
      name: 'zero',
      source: points(
        [
          [0, 0],
          [1, 1],
        ],
        { label: 'year = 7' },
      ),
      target: cloud(3, 1),
    };
    const solving = solveGroups([...groups, zero], { ...exactly, cost: 'cosine' }, silent);
    await expect(solving).rejects.toThrow(InputError);
    await expect(solving).rejects.toThrow(/^year = 7: sinkhorn\.pointCloud: expected non-zero points in x/);
  });
});
