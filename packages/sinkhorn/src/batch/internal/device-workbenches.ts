import type { AsyncExecutor } from '@monge/ndarray';
import { deviceKernels } from '../../geometry/device-kernels.js';
import { type DeviceWorkbench, operationsOfStep, stepsWithin } from '../../internal/device-workbench.js';
import type { LinearProblem } from '../../linear-problem.js';
import { inProblem } from './in-problem.js';

/**
 * Loads problems on a device, where their steps run side by side.
 *
 * @throws {UnsupportedError} when it has no kernels for a geometry, or no room.
 */
export function deviceWorkbenches(
  problems: readonly LinearProblem[],
  executor: AsyncExecutor,
  caller: string,
): readonly DeviceWorkbench[] {
  const kernels = problems.map(({ geometry }, k) => inProblem(k, () => deviceKernels(geometry, caller)));
  const stepsAtOnce = stepsWithin(
    problems.reduce((operations, problem, k) => operations + operationsOfStep(problem, kernels[k]), 0),
  );
  const loaded = executor.pairwiseBatch(kernels.map(({ costs }) => costs));
  return loaded.map((pairwise, k) => ({ pairwise: kernels[k].adapt(pairwise), stepsAtOnce }));
}
