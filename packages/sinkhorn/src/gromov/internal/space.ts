import type { Executor } from '@monge/ndarray';
import { allCosts } from '../../geometry/cost-row.js';
import type { Geometry } from '../../geometry/geometry.js';
import type { SparsePlan } from '../../plan/top-k.js';
import type { GromovProblem } from '../gromov-problem.js';
import { decompositions, type Part } from '../loss.js';
import { cloudOf } from './cloud.js';
import { cloudSpace } from './cloud-space.js';
import { matrix, product, transposed } from './matrices.js';

/** The costs C within a space, as the quadratic term takes them: by products. */
export interface Space {
  /** f(C) p, [n] */
  readonly sums: (p: Float64Array) => Float64Array;
  /** h(C) M for a matrix M of k columns. */
  readonly left: (m: Float64Array, k: number) => Float64Array;
  /** h(C) S for the plan S of some moves, of k columns. */
  readonly leftOfMoves: (moves: SparsePlan, k: number) => Float64Array;
  /** M h(C)ᵀ for a matrix M of k rows. */
  readonly right: (m: Float64Array, k: number) => Float64Array;
}

/** Both spaces of a problem. */
export interface Spaces {
  readonly source: Space;
  readonly target: Space;
  readonly kappa: number;
  /** Those of Cᵀ and C′ᵀ: absent where both are symmetric. */
  readonly opposite?: { readonly source: Space; readonly target: Space };
}

/** Differences from symmetry below this fraction of the largest cost are rounding. */
const ROUNDING = 1e-13;

export function spacesOf({ source, target, loss }: GromovProblem, executor: Executor): Spaces {
  const decomposition = decompositions[loss];
  const pairOf = (geometry: Geometry, part: Part): SpacePair => {
    const cloud = loss === 'square' ? cloudOf(geometry) : undefined;
    if (cloud !== undefined) return { space: cloudSpace(cloud, executor) };
    const costs = allCosts(geometry);
    const space = matrixSpace(costs, part, executor);
    return isSymmetric(costs) ? { space } : { space, opposite: matrixSpace(turned(costs), part, executor) };
  };
  const [x, y] = [pairOf(source, decomposition.source), pairOf(target, decomposition.target)];
  const spaces = { source: x.space, target: y.space, kappa: decomposition.kappa };
  if (x.opposite === undefined && y.opposite === undefined) return spaces;
  return { ...spaces, opposite: { source: x.opposite ?? x.space, target: y.opposite ?? y.space } };
}

/** A space, and that of its transposed costs where they are others. */
interface SpacePair {
  readonly space: Space;
  readonly opposite?: Space;
}

/** Of the matrix of costs: O(n²) for sums, O(n²·k) for products. */
function matrixSpace(costs: Float64Array, { f, h }: Part, executor: Executor): Space {
  const n = Math.sqrt(costs.length);
  const values = h === undefined ? costs : costs.map(h);
  return {
    sums: (p) => {
      const out = new Float64Array(n);
      for (let i = 0, at = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < n; k++, at++) sum += f(costs[at]) * p[k];
        out[i] = sum;
      }
      return out;
    },
    left: (m, k) => product(executor, matrix(values, n, n), matrix(m, n, k)),
    leftOfMoves: ({ source, target, mass }, k) => {
      const out = new Float64Array(n * k);
      for (let i = 0; i < n; i++) {
        for (let e = 0; e < mass.length; e++) out[i * k + target[e]] += mass[e] * values[i * n + source[e]];
      }
      return out;
    },
    right: (m, k) => product(executor, matrix(m, k, n), transposed(values, n, n)),
  };
}

function isSymmetric(costs: Float64Array): boolean {
  const n = Math.sqrt(costs.length);
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      const [below, above] = [costs[i * n + k], costs[k * n + i]];
      largest = Math.max(largest, Math.abs(below), Math.abs(above));
      difference = Math.max(difference, Math.abs(below - above));
    }
  }
  return difference <= ROUNDING * largest;
}

function turned(costs: Float64Array): Float64Array {
  const n = Math.sqrt(costs.length);
  return costs.map((_, at) => costs[(at % n) * n + Math.floor(at / n)]);
}
