import type { AsyncPairwise, PairwiseCosts } from '@monge/ndarray';
import type { Geometry } from './geometry.js';
import { shiftedAsyncPairwise } from './low-rank/shifted-async-pairwise.js';
import { pairwiseCosts } from './pairwise-costs.js';

/** A geometry as asynchronous executors take it. */
export interface DeviceKernels {
  /** What they load. */
  readonly costs: PairwiseCosts;
  /** The kernels of the geometry, from those for these costs. */
  readonly adapt: (pairwise: AsyncPairwise) => AsyncPairwise;
}

/** @throws {UnsupportedError} for a geometry that brings kernels of its own. */
export function deviceKernels(geometry: Geometry, caller: string): DeviceKernels {
  if (geometry.kind === 'lowRankCost') {
    const { points, atSources, atTargets } = geometry.distances();
    return { costs: points, adapt: (pairwise) => shiftedAsyncPairwise(pairwise, atSources, atTargets) };
  }
  const remedy =
    geometry.kind === 'separableCost' && geometry.cloud !== undefined
      ? 'pointCloud of the same points, or solve'
      : 'solve';
  const costs = pairwiseCosts(
    geometry,
    caller,
    `their kernels run on the processor: use an executor of @monge/ndarray/executors, or ${remedy}`,
  );
  return { costs, adapt: (pairwise) => pairwise };
}
