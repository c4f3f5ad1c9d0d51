import { setImmediate } from 'node:timers/promises';
import { pointCloud, type SinkhornDivergence, solveDivergence } from '@monge/sinkhorn';
import type { Io } from '../io.js';
import { progressBar } from '../progress-bar.js';
import type { Points } from '../read/points.js';
import { matrix } from './problem-of.js';
import type { Parameters } from './solve-input.js';
import type { Solved } from './solved.js';

/**
 * The Sinkhorn divergence of target and source, which starts from their transport: what is left to solve is the transport of each side
 * onto itself. O(n² + m²) an iteration.
 *
 * @throws the signal's reason when it fires, between the steps.
 */
export async function divergenceOf(
  { source, target, cost, solution }: Solved,
  { mode, threshold, maxIterations, json }: Parameters,
  { stderr, signal }: Io,
): Promise<SinkhornDivergence> {
  const { geometry, a, b, epsilon, tauA, tauB } = solution.problem;
  const toItself = (points: Points) => pointCloud(matrix(points), matrix(points), { cost: cost.cost });
  const bar = progressBar(stderr, json !== true);
  try {
    const divergence = solveDivergence(
      { xy: geometry, xx: toItself(source), yy: toItself(target) },
      {
        a,
        b,
        epsilon,
        tauA,
        tauB,
        mode,
        threshold,
        maxIterations,
        init: solution,
        onProgress: bar.onProgress,
        ...(signal ? { signal } : {}),
      },
    );
    await setImmediate();
    signal?.throwIfAborted();
    return divergence;
  } finally {
    bar.stop();
  }
}
