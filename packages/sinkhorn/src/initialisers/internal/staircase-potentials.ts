import { argsort } from '@monge/ndarray';
import { staircase } from '../../exact/staircase.js';
import type { PointCloud } from '../../geometry/geometry.js';
import type { Potentials } from '../../internal/iteration.js';

/** Potentials may exceed costs by this fraction of the costs around, for rounding. */
const ROUNDING = 1e-9;

/**
 * Potentials of unregularised transport between points on the line; undefined when the costs next to the staircase are lower than f_i + g_j, as they are not for a convex
 * function of x − y. O((n + m) log(n + m)).
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
  const feasible = (i: number, j: number, size: number) => f[i] + g[j] <= costOf(i, j) + ROUNDING * size;
  for (let move = 1; move < support.mass.length; move++) {
    const [i, j] = [support.source[move - 1], support.target[move - 1]];
    const [below, right] = [support.source[move], support.target[move]];
    const size = Math.abs(costOf(i, right)) + Math.abs(costOf(below, j)) + Math.abs(costOf(i, j));
    if (!feasible(i, right, size) || !feasible(below, j, size)) return undefined;
  }
  return { f, g };
}
