import { UnsupportedError } from '@monge/ndarray';
import { checkedGradient } from '../../costs/checked-gradient.js';
import type { Cost, FusedCost, Point } from '../../costs/cost.js';

/** ∇ₓc(x, y) and ∇ᵧc(x, y) of a cost between points of some dimension, in the form of {@link Cost}'s own `gradient`. */
export function gradientBetween(
  cost: Cost,
  dimension: number,
  caller: string,
): NonNullable<Cost['gradient']> {
  if (cost.gradient !== undefined) return checkedGradient(cost.gradient, cost.name, caller);
  if (cost.fused !== undefined) return gradientOfFused(cost.fused, dimension);
  throw new UnsupportedError(
    `${caller}: expected a cost with a gradient, got the function '${cost.name}' alone; give a record { name, between, gradient } for the cost`,
  );
}

function gradientOfFused(
  { kind, factor, embedding }: FusedCost,
  dimension: number,
): NonNullable<Cost['gradient']> {
  const d = embedding?.dimension(dimension) ?? dimension;
  const [u, v, atU, atV] = Array.from({ length: 4 }, () => new Float64Array(d));
  const embed = (point: Point, out: Point) =>
    embedding === undefined ? out.set(point) : embedding.embed(point, out);
  const pullBack = (point: Point, cotangent: Point, out: Point) =>
    embedding === undefined ? out.set(cotangent) : embedding.pullback(point, cotangent, out);
  return (x, y, atX, atY) => {
    embed(x, u);
    embed(y, v);
    let square = 0;
    for (let k = 0; k < d; k++) square += (u[k] - v[k]) ** 2;
    const slope = factor * slopeOf(kind, square);
    for (let k = 0; k < d; k++) {
      atU[k] = slope * (u[k] - v[k]);
      atV[k] = -atU[k];
    }
    pullBack(x, atU, atX);
    pullBack(y, atV, atY);
  };
}

/** What u − v is multiplied by; 0 where the distance, or the arc, has no derivative. */
function slopeOf(kind: FusedCost['kind'], square: number): number {
  if (kind === 'squaredDistance') return 2;
  if (square === 0) return 0;
  if (kind === 'distance') return 1 / Math.sqrt(square);
  // The angle is 2 asin(c/2), c the chord.
  return square >= 4 ? 0 : 1 / Math.sqrt(square * (1 - square / 4));
}
