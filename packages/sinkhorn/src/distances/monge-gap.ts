import { type ArrayInput, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import type { Point } from '../costs/cost.js';
import { type ExactSolution, solveExactly } from '../exact/solve-exactly.js';
import { type PointCloudOptions, pointCloud } from '../geometry/point-cloud.js';
import { gradient } from '../gradients/gradient.js';
import { shares } from '../internal/shares.js';
import { linearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import { solveFor } from '../solve.js';
import type { SolveOptions } from '../solve-options.js';
import { gradientBetween } from './internal/gradient-between.js';

export interface MongeGapOptions extends PointCloudOptions, SolveOptions {
  /** Of each point, [n], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
  /** Strength of the entropic regularisation, ≥ 0, in the units of the cost; 0 for exact transport. Default 0.05 standard deviations of the costs. */
  readonly epsilon?: number;
}

/** By how much a map of points is dearer than it has to be. */
export interface MongeGap {
  readonly gap: number;
  /** Σ a_i c(x_i, y_i), what the map costs. */
  readonly displacement: number;
  /** The cheapest plan between the points and their images; of the network simplex for ε = 0. */
  readonly transport: Solution | ExactSolution;
  /** The derivatives of the gap by the points and by their images, [n, d]: by the envelope theorem, the plan counting as a constant. O(n²·d). */
  gradient(): { readonly x: NdArray<Float64Array>; readonly y: NdArray<Float64Array> };
}

const caller = 'sinkhorn.mongeGap';

/**
 * The Monge gap of a map T with y_i = T(x_i): what the map costs less what moving the points onto their images costs at best,
 *
 *   Σ a_i c(x_i, y_i) − OT(x, y),   OT = min ⟨P, C⟩ over the plans of a and a,
 *
 * which is ≥ 0, and 0 for maps that are optimal: a penalty for learning such maps for any cost (Uscidda & Cuturi 2023, "The Monge gap: a regularizer to learn all transport
 * maps", eq. 8). With ε > 0 both terms are regularised by ε KL(P | a ⊗ a), which is εH(a) = −ε Σ a log a for the map: the gap is ≥ 0 then too, and smooth. That of
 * OTT-JAX is larger by εH(a).
 *
 * O(n²·d) an iteration of the plan.
 *
 * @param x points, [n, d], or [n] on the line.
 * @param y their images, [n, d].
 * @throws {ShapeError} when there are not as many images as points, or the weights do not fit.
 * @throws {DomainError} as `pointCloud`, `linearProblem` and `solve` do.
 *
 * @example
 * ```ts
 * import { mongeGap } from '@monge/sinkhorn';
 *
 * mongeGap([0, 1], [2, 3], { epsilon: 0 }).gap; // → 0
 * mongeGap([0, 1], [3, 2], { epsilon: 0 }).gap; // → 1
 * ```
 */
export function mongeGap(x: ArrayInput, y: ArrayInput, options: MongeGapOptions = {}): MongeGap {
  const { weights, epsilon, cost: asked, ...solveOptions } = options;
  const geometry = pointCloud(x, y, asked === undefined ? {} : { cost: asked });
  const [n, m] = geometry.shape;
  if (n !== m) {
    throw new ShapeError(`${caller}: expected as many images y as points x, got ${m} and ${n}`);
  }
  const a = shares(weights, n, caller);
  const exact = epsilon === 0;
  const problem = linearProblem(geometry, {
    a,
    b: a,
    ...(epsilon === undefined ? {} : { epsilon: exact ? 1 : epsilon }),
  });
  const transport = exact ? solveExactly(problem) : solveFor('sinkhorn.mongeGap', problem, solveOptions);
  const { cost, x: from, y: to } = geometry;
  const { dimension } = from;
  const pointsOf = ({ data }: typeof from) => {
    const all = Float64Array.from(data);
    return (i: number): Point => all.subarray(i * dimension, (i + 1) * dimension);
  };
  const [sourceAt, targetAt] = [pointsOf(from), pointsOf(to)];
  let displacement = 0;
  let entropy = 0;
  for (let i = 0; i < n; i++) {
    if (a[i] === 0) continue;
    displacement += a[i] * cost.between(sourceAt(i), targetAt(i));
    entropy -= a[i] * Math.log(a[i]);
  }
  // The dual value, which errs on the side of a larger gap where the plan has not converged.
  const gap = displacement + (exact ? 0 : problem.epsilon * entropy) - transport.dualCost;

  /** Adds mass times the gradients of the cost between a source and a target. */
  function gather(atX: Float64Array, atY: Float64Array): (i: number, j: number, mass: number) => void {
    const between = gradientBetween(cost, dimension, caller);
    const [alongX, alongY] = [new Float64Array(dimension), new Float64Array(dimension)];
    return (i, j, mass) => {
      between(sourceAt(i), targetAt(j), alongX, alongY);
      for (let k = 0; k < dimension; k++) {
        atX[i * dimension + k] += mass * alongX[k];
        atY[j * dimension + k] += mass * alongY[k];
      }
    };
  }

  return Object.freeze<MongeGap>({
    gap,
    displacement,
    transport,
    gradient() {
      const [atX, atY] = [new Float64Array(n * dimension), new Float64Array(n * dimension)];
      const add = gather(atX, atY);
      a.forEach((mass, i) => {
        if (mass > 0) add(i, i, mass);
      });
      if ('support' in transport) {
        const { source, target, mass } = transport.support;
        mass.forEach((moved, e) => {
          add(source[e], target[e], -moved);
        });
      } else {
        const { executor } = solveOptions;
        const best = gradient(transport, executor === undefined ? {} : { executor });
        const [bestX, bestY] = [best.x().data, best.y().data];
        for (let at = 0; at < atX.length; at++) {
          atX[at] -= bestX[at];
          atY[at] -= bestY[at];
        }
      }
      return { x: fromData(atX, [n, dimension]), y: fromData(atY, [n, dimension]) };
    },
  });
}
