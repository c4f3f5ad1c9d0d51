import { type SolveOptions, solveAsync } from '@monge/sinkhorn';
import type { Io } from '../io.js';
import { progressBar } from '../progress-bar.js';
import type { Input } from '../read/read-input.js';
import type { InitialiserName } from './initialisers.js';
import { massBalance } from './mass-balance.js';
import { costOf, type ProblemParameters, problemOf } from './problem-of.js';
import { refuseInitialiser } from './refuse-initialiser.js';
import type { Solved } from './solved.js';

/** What to minimise, and how far. */
export interface Parameters extends ProblemParameters {
  /** Default: great-circle on the globe, else squared Euclidean. */
  readonly cost?: string;
  readonly initialiser?: InitialiserName;
  readonly mode: NonNullable<SolveOptions['mode']>;
  readonly threshold: number;
  readonly maxIterations: number;
  readonly json?: true;
}

/**
 * Solves the transport between two sets of points, with a progress bar where there is a terminal and nobody asked for
 * JSON.
 *
 * @throws InputError for an unknown cost, and for a start that is not made for the problem; AbortedError when `io.signal` fires.
 */
export async function solveInput(
  input: Input,
  parameters: Parameters,
  { stderr, signal }: Io,
): Promise<Solved> {
  const { threshold, weight, initialiser, unbalanced, json } = parameters;
  const cost = costOf(input, parameters.cost);
  const problem = problemOf(input, cost, parameters);
  refuseInitialiser(problem, cost, initialiser);
  const bar = progressBar(stderr, json !== true);
  const start = performance.now();
  try {
    const solution = await solveAsync(problem, {
      ...solveOptions(parameters),
      onProgress: bar.onProgress,
      ...(signal ? { signal } : {}),
    });
    const seconds = (performance.now() - start) / 1000;
    const balance = unbalanced && massBalance(solution);
    return { ...input, cost, weight, threshold, initialiser, solution, balance, seconds };
  } finally {
    bar.stop();
  }
}

/** What the command line says about a solution, in the library's words. */
export const solveOptions = ({
  mode,
  threshold,
  maxIterations,
  initialiser,
}: Parameters): Pick<SolveOptions, 'mode' | 'threshold' | 'maxIterations' | 'initialiser'> => ({
  mode,
  threshold,
  maxIterations,
  ...(initialiser === undefined ? {} : { initialiser }),
});
