import { type AsyncPairwise, type PairwiseCosts, UnsupportedError } from '@monge/ndarray';
import { describe } from './describe.js';
import type { Geometry } from './geometry.js';
import { shiftedAsyncPairwise } from './low-rank/shifted-async-pairwise.js';

/** A geometry as asynchronous executors take it. */
export interface DeviceKernels {
  /** What they load. */
  readonly costs: PairwiseCosts;
  /** The kernels of the geometry, from those for these costs. */
  readonly adapt: (pairwise: AsyncPairwise) => AsyncPairwise;
}

/** @throws {UnsupportedError} for a geometry whose kernels run on the processor. */
export function deviceKernels(geometry: Geometry, caller: string): DeviceKernels {
  if ('costs' in geometry) return { costs: geometry.costs(), adapt: (pairwise) => pairwise };
  if (geometry.kind === 'lowRankCost') {
    const { points, atSources, atTargets } = geometry.distances();
    return { costs: points, adapt: (pairwise) => shiftedAsyncPairwise(pairwise, atSources, atTargets) };
  }
  const hasPoints = geometry.kind === 'separableCost' && geometry.cloud !== undefined;
  throw new UnsupportedError(
    `${caller}: expected point clouds, a matrix of costs or costs of low rank, got ${describe(geometry)}; their kernels run on the processor: use an executor of ` +
      `@monge/ndarray/executors${hasPoints ? ', or pointCloud of the same points' : ''}`,
  );
}
