import { type ArrayInput, ShapeError } from '@monge/ndarray';
import type { Cost } from '../../costs/cost.js';
import type { Points } from '../../geometry/geometry.js';
import { readPoints } from '../../geometry/point-cloud.js';
import { shares } from '../../internal/shares.js';

export interface MeasureOptions {
  /** Weights of the first cloud, [n], ≥ 0; divided by their total. Default: equal ones. */
  readonly a?: ArrayInput;
  /** Weights of the second cloud, [m]. */
  readonly b?: ArrayInput;
}

/** Two weighted clouds, their masses one. */
export interface Measures {
  readonly x: Points;
  readonly y: Points;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** The clouds in float64 and their weights, checked. */
export function readMeasures(
  x: ArrayInput,
  y: ArrayInput,
  { a, b }: MeasureOptions,
  cost: Cost,
  caller: string,
): Measures {
  const source = readPoints(x, 'float64', cost, 'x', caller);
  const target = readPoints(y, 'float64', cost, 'y', caller);
  if (source.dimension !== target.dimension) {
    throw new ShapeError(
      `${caller}: expected y of shape [m, ${source.dimension}] (points of the dimension of x), got [${target.count}, ${target.dimension}]`,
    );
  }
  return {
    x: source,
    y: target,
    a: shares(a, source.count, caller, 'a'),
    b: shares(b, target.count, caller, 'b'),
  };
}
