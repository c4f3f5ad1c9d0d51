import { normal, split, uniform } from '@monge/random';

/** Two sets of n points in the plane, [n, 2]: x uniform in the unit square, y normal about its middle. */
export interface Clouds {
  readonly n: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function makeClouds(n: number): Clouds {
  const [forX, forY] = split(2);
  return {
    n,
    x: uniform(forX, [n, 2]).data,
    y: normal(forY, [n, 2], { mean: 0.5, std: 0.3 }).data,
  };
}

/** The clouds on their way to Python. */
export function shaped({ n, x, y }: Clouds) {
  return { x: { data: x, shape: [n, 2] }, y: { data: y, shape: [n, 2] } };
}
