import {
  type ArrayInput,
  contiguous,
  DomainError,
  type Executor,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { costDeviation } from '../geometry/cost-deviation.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Mode, SolveOptions } from '../solve-options.js';
import { type ChosenAcceleration, chosenAcceleration } from './acceleration/chosen-acceleration.js';
import { defaultExecutor } from './default-executor.js';
import { requireProblem } from './require-problem.js';

/** Above this many bytes of stored kernel, `'auto'` takes the log form. */
const LARGEST_KERNEL = 2 ** 30;

/** A float64 problem stores its kernel in both precisions. */
const BYTES_A_PAIR = { float32: 4, float64: 12 } as const;

/** One ε of the schedule, and the error at which it is left. */
export interface Level {
  readonly epsilon: number;
  readonly threshold: number;
}

/** The options of a solve, validated and with every default filled in. */
export interface Settings {
  /** What was called, as errors name it. */
  readonly caller: string;
  readonly threshold: number;
  readonly maxIterations: number;
  readonly mode: Mode;
  readonly acceleration: ChosenAcceleration;
  readonly levels: readonly Level[];
  readonly f: Float64Array | undefined;
  readonly g: Float64Array | undefined;
  readonly executor: Executor;
}

export function settings(problem: LinearProblem, options: SolveOptions, caller: string): Settings {
  requireProblem(problem, caller);
  const { threshold = 1e-3, maxIterations = 2000, mode = 'auto', acceleration = 'anderson' } = options;
  const { executor = defaultExecutor() } = options;
  const { dtype, kernelSize, shape } = problem.geometry;
  const [n, m] = shape;
  if ('asynchronous' in executor) {
    throw new UnsupportedError(
      `${caller}: expected an executor whose kernels are done when they return, got ${executor.name}, whose kernels finish later; use solveAsync`,
    );
  }
  expect(
    caller,
    threshold >= 0 && threshold < Infinity,
    'threshold in [0, ∞) (L1 error of the marginals at which to stop)',
    threshold,
  );
  expect(
    caller,
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  expect(
    caller,
    mode === 'auto' || mode === 'log' || mode === 'kernel',
    "mode 'auto', 'log' or 'kernel'",
    mode,
  );
  return {
    caller,
    threshold,
    maxIterations,
    mode: mode === 'auto' ? (kernelSize * BYTES_A_PAIR[dtype] <= LARGEST_KERNEL ? 'kernel' : 'log') : mode,
    acceleration: chosenAcceleration(acceleration, caller),
    levels: levels(problem, threshold, options, caller),
    f: potentialOf(options.init?.f, n, 'init.f', caller),
    g: potentialOf(options.init?.g, m, 'init.g', caller),
    executor,
  };
}

function levels(
  problem: LinearProblem,
  threshold: number,
  { epsilonScaling }: SolveOptions,
  caller: string,
): Level[] {
  const target: Level = { epsilon: problem.epsilon, threshold };
  if (epsilonScaling === undefined) return [target];
  const { factor = 0.25, threshold: coarse = 1e-2 } = epsilonScaling;
  const initial = epsilonScaling.initial ?? costDeviation(problem.geometry, problem.a, problem.b);
  expect(
    caller,
    factor > 0 && factor < 1,
    'epsilonScaling.factor in (0, 1) (ratio of one ε to the one before)',
    factor,
  );
  expect(caller, initial >= 0 && initial < Infinity, 'epsilonScaling.initial in [0, ∞) (first ε)', initial);
  expect(caller, coarse >= 0, 'epsilonScaling.threshold in [0, ∞) (error at which a level is left)', coarse);
  const schedule: Level[] = [];
  for (let epsilon = initial; epsilon > problem.epsilon; epsilon *= factor) {
    schedule.push({ epsilon, threshold: Math.max(coarse, threshold) });
  }
  return [...schedule, target];
}

/** A potential to start from as a caller gives it, if one does. */
export function potentialOf(
  input: ArrayInput | undefined,
  length: number,
  name: string,
  caller: string,
): Float64Array | undefined {
  if (input === undefined) return undefined;
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 1 || shape[0] !== length) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${length}] (a potential to start from), got [${shape.join(', ')}]`,
    );
  }
  for (const value of data) {
    expect(caller, Number.isFinite(value), `finite values in ${name} (a potential)`, value);
  }
  return data;
}

function expect(caller: string, condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
