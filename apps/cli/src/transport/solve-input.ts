import { linearProblem, pointCloud, type SolveOptions, solveAsync } from '@monge/sinkhorn';
import type { Io } from '../io.js';
import { progressBar } from '../progress-bar.js';
import type { Points } from '../read/points.js';
import type { Input } from '../read/read-input.js';
import { namedCost } from './costs.js';
import type { Solved } from './solved.js';

/** What to minimise, and how far. */
export interface Parameters {
  /** Default: great-circle on the globe, else squared Euclidean. */
  readonly cost?: string;
  readonly epsilon?: number;
  readonly mode: NonNullable<SolveOptions['mode']>;
  readonly threshold: number;
  readonly maxIterations: number;
  readonly weight?: string;
  readonly json?: true;
}

/**
 * Solves the transport between two sets of points, with a progress bar where there is a terminal and nobody asked for
 * JSON.
 *
 * @throws InputError for an unknown cost; AbortedError when `io.signal` fires.
 */
export async function solveInput(
  input: Input,
  parameters: Parameters,
  { stderr, signal }: Io,
): Promise<Solved> {
  const { source, target } = input;
  const { epsilon, mode, threshold, maxIterations, weight, json } = parameters;
  const { geographic } = source.axes;
  const cost = namedCost(parameters.cost ?? (geographic ? 'great-circle' : 'squared-euclidean'), geographic);
  const bar = progressBar(stderr, json !== true);
  const start = performance.now();
  try {
    const geometry = pointCloud(matrix(source), matrix(target), { cost: cost.cost });
    const problem = linearProblem(geometry, {
      a: source.weights,
      b: target.weights,
      ...(epsilon === undefined ? {} : { epsilon }),
    });
    const solution = await solveAsync(problem, {
      mode,
      threshold,
      maxIterations,
      onProgress: bar.onProgress,
      ...(signal ? { signal } : {}),
    });
    const seconds = (performance.now() - start) / 1000;
    return { source, target, cost, weight, threshold, solution, seconds };
  } finally {
    bar.stop();
  }
}

/** The coordinates as a matrix, [n, d]. */
function matrix({ axes, coordinates, weights }: Points) {
  const d = axes.names.length;
  return { data: coordinates, shape: [weights.length, d], stride: [d, 1], offset: 0 };
}
