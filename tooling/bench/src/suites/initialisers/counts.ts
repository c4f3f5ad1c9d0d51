import { fromSolution, type Initialiser, type InitialiserName, solve } from '@monge/sinkhorn';
import type { ProblemSet } from './sets.js';

/** L1 marginal errors at which iterations are counted. */
export const THRESHOLDS = [1e-3, 1e-6, 1e-9] as const;

/** Plain Sinkhorn, and the default. */
export const ACCELERATIONS = ['none', 'anderson'] as const;

type Acceleration = (typeof ACCELERATIONS)[number];

/** More are not waited for. */
export const MOST_ITERATIONS = 100_000;

/** Iterations by acceleration, and then by threshold; undefined where there would have been more than are waited for. */
export type Counts = Readonly<Record<Acceleration, readonly (number | undefined)[]>>;

/** A set, and how each initialiser that it allows does on it. */
export interface SetReport {
  readonly set: string;
  /** As of the set. */
  readonly gain: number;
  readonly counts: Readonly<Record<string, Counts>>;
}

const everywhere: readonly InitialiserName[] = [
  'zero',
  'auto',
  'entropicGaussian',
  'gaussian',
  'gaussianMixture',
  'kMeans',
  'subsample',
];
const onLine: readonly InitialiserName[] = ['staircase', 'dualSort'];

export function countIterations({ name, problem, earlier, gain }: ProblemSet): SetReport {
  const { geometry } = problem;
  const line = geometry.kind === 'pointCloud' && geometry.x.dimension === 1;
  const named: readonly InitialiserName[] = line ? [...everywhere, ...onLine] : everywhere;
  const initialisers: Record<string, InitialiserName | Initialiser> = Object.fromEntries(
    named.map((one) => [one, one]),
  );
  if (earlier !== undefined) {
    initialisers['fromSolution (the step before)'] = fromSolution(solve(earlier));
  }
  const counts = Object.entries(initialisers).map(([label, initialiser]) => {
    const count = (acceleration: Acceleration) =>
      THRESHOLDS.map((threshold) => {
        const options = { initialiser, acceleration, threshold, maxIterations: MOST_ITERATIONS };
        const { status, iterations } = solve(problem, options);
        return status === 'converged' ? iterations : undefined;
      });
    return [label, { none: count('none'), anderson: count('anderson') }];
  });
  return { set: name, gain, counts: Object.fromEntries(counts) };
}
