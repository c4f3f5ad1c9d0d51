import type { Axis } from '@monge/ndarray';
import { type CostRow, costRow } from './cost-row.js';
import type { Geometry, PointCloud, Points } from './geometry.js';
import { costsBetween } from './point-cloud.js';

/** The costs of new points, one after the other, to all targets of a geometry (axis 1) or from all its sources (axis 0); ∞ where they may not move. */
export function newCosts(
  geometry: Geometry,
  { x, y, cost }: PointCloud,
  points: Points,
  axis: Axis,
): CostRow {
  if (geometry.kind === 'sparseCost' && geometry.truncated !== undefined) {
    return geometry.truncated.newCosts(points, axis);
  }
  if (axis === 1) return costRow(costsBetween(points, y, cost));
  const costs = costsBetween(x, points, cost);
  // Those of a distance are the same there and back.
  if (costs.kind !== 'stored') return costRow({ ...costs, x: costs.y, y: costs.x });
  return (j, out) => {
    for (let i = 0; i < out.length; i++) out[i] = costs.costs[i * costs.columns + j];
  };
}
