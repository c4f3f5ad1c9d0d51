import type { AsyncExecutor, AsyncPairwise } from '@monge/ndarray';
import { type DeviceKernels, deviceKernels } from '../geometry/device-kernels.js';
import type { LinearProblem } from '../linear-problem.js';

/** What a run on a device works with. */
export interface DeviceWorkbench {
  /** The kernels, which the run releases. */
  readonly pairwise: AsyncPairwise;
  /** How many steps are chained between two looks at the device, a wait for it each. */
  readonly stepsAtOnce: number;
}

const MOST_STEPS = 10;

/** Arithmetic between two looks, give or take: no operating system takes a device for hung in that time. */
const MOST_OPERATIONS = 2 ** 36;

/** Arithmetic of a pair beside that of its coordinates. */
const OPERATIONS_OF_A_PAIR = 8;

/**
 * Loads a problem on a device.
 *
 * @throws {UnsupportedError} when it has no kernels for the geometry, or no room.
 */
export function deviceWorkbench(
  problem: LinearProblem,
  executor: AsyncExecutor,
  caller: string,
): DeviceWorkbench {
  const kernels = deviceKernels(problem.geometry, caller);
  return {
    pairwise: kernels.adapt(executor.pairwise(kernels.costs)),
    stepsAtOnce: stepsWithin(operationsOfStep(problem, kernels)),
  };
}

/** Arithmetic of a step, which visits every pair twice. */
export function operationsOfStep({ geometry: { shape } }: LinearProblem, { costs }: DeviceKernels): number {
  const [n, m] = shape;
  const dimension = costs.kind === 'stored' ? 0 : costs.dimension;
  return 2 * n * m * (dimension + OPERATIONS_OF_A_PAIR);
}

/** How many steps of so many operations to chain. */
export function stepsWithin(operationsOfAStep: number): number {
  return Math.max(1, Math.min(MOST_STEPS, Math.floor(MOST_OPERATIONS / operationsOfAStep)));
}
