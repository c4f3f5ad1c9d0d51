import { linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import type { Points } from '../../src/read/points.js';
import { divergenceOf } from '../../src/transport/divergence.js';
import { matrix } from '../../src/transport/problem-of.js';
import { defaults, points, silent, solved } from '../support/solve.js';

const exactly = { ...defaults, threshold: 1e-10, maxIterations: 20_000 };
const cloud = (n: number, shift: number) =>
  points(
    Array.from({ length: n }, (_, i) => [shift + Math.sin(3 * i), Math.cos(1.7 * i)]),
    { weights: Array.from({ length: n }, (_, i) => 1 + (i % 3)) },
  );
const [source, target] = [cloud(20, 0), cloud(31, 2)];

describe('divergenceOf', () => {
  it('is OT(a, b) − ½ OT(a, a) − ½ OT(b, b), each solved by itself', async () => {
    const transport = solved(source, target, 'squared-euclidean', 0.5);
    const itself = (side: Points) =>
      solve(
        linearProblem(pointCloud(matrix(side), matrix(side)), {
          a: side.weights,
          b: side.weights,
          epsilon: 0.5,
        }),
        exactly,
      ).dualCost;
    const { divergence, status } = await divergenceOf(transport, exactly, silent);
    expect(status).toBe('converged');
    expect(divergence).toBeCloseTo(transport.solution.dualCost - itself(source) / 2 - itself(target) / 2, 8);
  });

  it('is 0 for equal sides, and positive for others, also where masses differ', async () => {
    const between = async (other: Points) => {
      const transport = solved(source, other, 'euclidean', 0.3, { tauA: 0.8, tauB: 0.8 });
      return (await divergenceOf(transport, exactly, silent)).divergence;
    };
    expect(await between(source)).toBeCloseTo(0, 8);
    expect(await between({ ...source, mass: 2 * source.mass })).toBeGreaterThan(0.01);
    expect(await between(target)).toBeGreaterThan(0.01);
  });

  it('goes on from the transport, which is not solved twice', async () => {
    const transport = solved(source, target, 'squared-euclidean', 0.05);
    expect(transport.solution.iterations).toBeGreaterThan(5);
    expect((await divergenceOf(transport, defaults, silent)).xy.iterations).toBe(1);
  });

  it('stops when it is told to', async () => {
    const io = { ...silent, signal: AbortSignal.abort() };
    const transport = solved(source, target, 'euclidean', 1);
    await expect(divergenceOf(transport, defaults, io)).rejects.toThrow('abort');
  });
});
