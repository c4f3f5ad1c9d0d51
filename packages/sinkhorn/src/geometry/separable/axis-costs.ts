/** The costs along one axis, as they are met on the way to the sources, or to the targets. */
export interface AxisCosts {
  /** Places on the side that is summed over. */
  readonly from: number;
  /** Places on the side that the sums are for. */
  readonly to: number;
  /** [to, from] */
  readonly costs: Float64Array;
  /** The least cost to each place, [to]. */
  readonly least: Float64Array;
}

export function axisCosts(costs: Float64Array, to: number, from: number): AxisCosts {
  const least = new Float64Array(to).fill(Infinity);
  for (let at = 0; at < costs.length; at++) {
    const i = Math.floor(at / from);
    least[i] = Math.min(least[i], costs[at]);
  }
  return { from, to, costs, least };
}

/** The same costs from the other side. */
export function mirrored({ from, to, costs }: AxisCosts): AxisCosts {
  const transposed = new Float64Array(costs.length);
  for (let i = 0; i < to; i++) {
    for (let j = 0; j < from; j++) transposed[j * to + i] = costs[i * from + j];
  }
  return axisCosts(transposed, from, to);
}
