import { fromData } from '@monge/ndarray';
import { type DenseCost, denseCost, type Geometry } from '@monge/sinkhorn';

/** The costs of a geometry as a matrix, with the given one for forbidden moves. */
export function asDense(geometry: Geometry, forbidden = Infinity): DenseCost {
  const [n, m] = geometry.shape;
  const costs = new Float64Array(n * m);
  for (let i = 0; i < n; i++) geometry.costRow(i, costs.subarray(i * m, (i + 1) * m));
  return denseCost(
    fromData(
      costs.map((cost) => Math.min(cost, forbidden)),
      [n, m],
    ),
  );
}
