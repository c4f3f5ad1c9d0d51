import { type ArrayInput, add, type NdArray, reshape, subtract, UnsupportedError } from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';
import { describe } from '../geometry/describe.js';
import type { TransportOptions } from '../plan/transport.js';
import type { DivergenceSolutions } from './divergence.js';

/** The map of a divergence: x + T_ab(x) − T_aa(x), or y + T_ba(y) − T_bb(y). */
export function debiasedTransport(
  { xy, xx, yy }: DivergenceSolutions,
  points: ArrayInput | undefined,
  options: TransportOptions = {},
): NdArray<Float64Array> {
  const { geometry } = xy.problem;
  if (geometry.kind !== 'pointCloud' || !isSquaredDistance(geometry.cost)) {
    throw new UnsupportedError(
      `divergence.transport: expected point clouds and the squared Euclidean cost (the map follows its gradient), got ${describe(geometry)}; use ` +
        'xy.transport, the barycentric map',
    );
  }
  const there = xy.transport(points, options);
  const [own, self] = options.from === 'target' ? [geometry.y, yy] : [geometry.x, xx];
  const moved = reshape(points ?? own.data, there.shape);
  return add(moved, subtract(there, self.transport(points))) as NdArray<Float64Array>;
}

function isSquaredDistance({ fused }: Cost): boolean {
  return fused?.kind === 'squaredDistance' && fused.embedding === undefined;
}
