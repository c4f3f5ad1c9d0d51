import { ShapeError } from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { requireGeometry } from '../geometry/require-geometry.js';
import { type LinearProblem, type LinearProblemOptions, linearProblem } from '../linear-problem.js';
import { requireEqualTaus } from './require-equal-taus.js';

/** The costs of the three problems of a divergence. */
export interface DivergenceGeometries {
  /** Between sources and targets, [n, m]. */
  readonly xy: Geometry;
  /** Between the sources, [n, n], symmetric. */
  readonly xx: Geometry;
  /** Between the targets, [m, m], symmetric. */
  readonly yy: Geometry;
}

/** The three problems of a divergence, at one ε: by default that of the problem between sources and targets. */
export interface DivergenceProblems {
  readonly xy: LinearProblem;
  readonly xx: LinearProblem;
  readonly yy: LinearProblem;
}

/**
 * @throws {ShapeError} when the geometries do not fit each other.
 * @throws {DomainError} when `tauA` and `tauB` differ; and as `linearProblem`.
 */
export function divergenceProblems(
  geometries: DivergenceGeometries,
  options: LinearProblemOptions,
  caller: string,
): DivergenceProblems {
  refuseMisfits(geometries, caller);
  const xy = linearProblem(geometries.xy, options);
  const { a, b, epsilon, tauA, tauB } = xy;
  requireEqualTaus(tauA, tauB, caller);
  return {
    xy,
    xx: linearProblem(geometries.xx, { a, b: a, epsilon, tauA, tauB }),
    yy: linearProblem(geometries.yy, { a: b, b, epsilon, tauA, tauB }),
  };
}

function refuseMisfits({ xy, xx, yy }: DivergenceGeometries, caller: string): void {
  for (const [name, geometry] of Object.entries({ xy, xx, yy })) requireGeometry(geometry, name, caller);
  const [n, m] = xy.shape;
  for (const [name, { shape }, length] of [
    ['xx', xx, n],
    ['yy', yy, m],
  ] as const) {
    if (shape[0] === length && shape[1] === length) continue;
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${length}, ${length}] (xy is [${n}, ${m}]), got [${shape.join(', ')}]`,
    );
  }
}
