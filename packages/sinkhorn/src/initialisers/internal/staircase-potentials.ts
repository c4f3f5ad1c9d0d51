import { argsort } from '@monge/ndarray';
import { crossingPays } from '../../exact/crossing-pays.js';
import { staircase } from '../../exact/staircase.js';
import type { PointCloud } from '../../geometry/geometry.js';
import type { Potentials } from '../../internal/iteration.js';

/**
 * Potentials of unregularised transport between points on the line; undefined when some moves had better cross, as none have for a convex function of x − y.
 * O((n + m) log(n + m)).
 */
export function staircasePotentials(
  { x, y, cost }: PointCloud,
  a: Float64Array,
  b: Float64Array,
): Potentials | undefined {
  const [source, target] = [new Float64Array(1), new Float64Array(1)];
  const costOf = (i: number, j: number) => {
    source[0] = x.data[i];
    target[0] = y.data[j];
    return cost.between(source, target);
  };
  const sides = { a, b, sources: argsort(x.data).data, targets: argsort(y.data).data };
  const { f, g, support } = staircase(sides, costOf);
  return crossingPays(support, costOf) ? undefined : { f, g };
}
