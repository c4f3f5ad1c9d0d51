import type { AsyncPairwise, PairwiseCosts } from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { alone } from './gather.js';
import { layOut } from './layout.js';
import { createPack } from './pack.js';
import { pairwiseOfPack } from './pairwise-of-pack.js';

const caller = 'gpu.pairwise';

/** Programs keep constants of their own, which are small for point clouds and large for stored costs. */
const MOST_PROGRAMS = { points: 8, stored: 1 } as const;

/** The pairwise kernels on a device. */
export function gpuPairwise(device: Device, costs: PairwiseCosts): AsyncPairwise {
  const layout = layOut(costs);
  const { paddedRows, paddedColumns } = layout;
  if (costs.kind === 'stored') expectRoom(device, paddedRows * paddedColumns, 'the costs', caller);
  else expectRoom(device, Math.max(paddedRows, paddedColumns) * costs.dimension, 'the points', caller);
  const mostPrograms = MOST_PROGRAMS[costs.kind === 'stored' ? 'stored' : 'points'];
  return pairwiseOfPack(createPack(device, costs, layout, mostPrograms, caller), alone, caller)[0];
}
