import {
  assignment,
  denseCost,
  type Geometry,
  type LinearProblem,
  linearProblem,
  pointCloud,
  solve,
  solveAsync,
  solveDivergence,
  solveExactly,
  solveGreedily,
  solveSymmetric,
  truncatedCost,
} from '@monge/sinkhorn';
import { barycentreProblem } from '@monge/sinkhorn/barycentres';
import { linearProblems, solveBatch } from '@monge/sinkhorn/batch';
import { gromovProblem } from '@monge/sinkhorn/gromov';
import { solveLowRank } from '@monge/sinkhorn/low-rank';
import { chainCost, tensorCost } from '@monge/sinkhorn/multimarginal';
import { describe, expect, it } from 'vitest';

const line = [0, 2, 5];
const cloud = pointCloud(line, line);
const matrix = [
  [1, 0],
  [0, 1],
];

/** What takes the costs of a problem. */
const ofGeometry: Record<string, (geometry: Geometry) => unknown> = {
  linearProblem: (geometry) => linearProblem(geometry),
  linearProblems: (geometry) => linearProblems([cloud, geometry]),
  truncatedCost: (geometry) => truncatedCost(geometry, { largest: 1 }),
  assignment: (geometry) => assignment(geometry),
  'solveDivergence, xy': (xy) => solveDivergence({ xy, xx: cloud, yy: cloud }),
  'solveDivergence, yy': (yy) => solveDivergence({ xy: cloud, xx: cloud, yy }),
  'gromovProblem, source': (source) => gromovProblem(source, cloud),
  'gromovProblem, target': (target) => gromovProblem(cloud, target),
  'gromovProblem, features': (features) => gromovProblem(cloud, cloud, { features }),
  barycentreProblem: (geometry) => barycentreProblem([cloud, geometry]),
  'barycentreProblem, within': (costs) =>
    barycentreProblem(cloud, { measures: [line], objective: 'divergence', within: costs }),
  chainCost: (geometry) => chainCost([cloud, geometry]),
};

/** What takes a transport problem. */
const ofProblem: Record<string, (problem: LinearProblem) => unknown> = {
  solve: (problem) => solve(problem),
  solveAsync: (problem) => solveAsync(problem),
  solveBatch: (problem) => solveBatch([problem]),
  solveExactly: (problem) => solveExactly(problem),
  solveGreedily: (problem) => solveGreedily(problem),
  solveLowRank: (problem) => solveLowRank(problem, { rank: 1 }),
  solveSymmetric: (problem) => solveSymmetric(problem),
};

/** What a call throws, or rejects with. */
async function messageOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return `${(error as Error).name} ${(error as Error).message}`;
  }
  return 'nothing';
}

// What other libraries take here, and JavaScript lets through.
describe('errors', () => {
  const bare: Record<string, unknown> = {
    Array: matrix,
    Float64Array: Float64Array.of(1, 2),
    Undefined: undefined,
    'a geometry \\(tensorCost\\)': tensorCost([matrix, matrix]),
  };
  it.each(Object.entries(ofGeometry))('%s names what is no geometry', async (_, call) => {
    for (const [kind, given] of Object.entries(bare)) {
      // Features, and the costs within a support, may be left out.
      if (given === undefined && (await messageOf(() => call(given as never))) === 'nothing') continue;
      const message = new RegExp(
        `^DomainError sinkhorn\\.\\w+: expected .* to be a geometry \\(.*\\), got ${kind};`,
      );
      expect(await messageOf(() => call(given as never))).toMatch(message);
    }
  });

  const halves: Record<string, unknown> = {
    Array: matrix,
    Undefined: undefined,
    'a geometry \\(denseCost\\)': denseCost(matrix),
  };
  it.each(Object.entries(ofProblem))('%s names what is no transport problem', async (name, call) => {
    expect(await messageOf(() => call(linearProblem(cloud, { epsilon: 1 })))).toBe('nothing');
    for (const [kind, given] of Object.entries(halves)) {
      const message = new RegExp(
        `^DomainError sinkhorn\\.${name}: expected problem to be a transport problem.*, got ${kind}`,
      );
      expect(await messageOf(() => call(given as never))).toMatch(message);
    }
  });
});
