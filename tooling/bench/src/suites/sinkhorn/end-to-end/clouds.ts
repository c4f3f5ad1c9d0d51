import { normal, split, uniform } from '@monge/random';

/** Two sets of n points in the plane, [n, 2]. */
export interface Clouds {
  readonly n: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A way of making two clouds, named. */
export interface CloudPair {
  readonly label: string;
  make(n: number): Clouds;
}

/** x uniform in the unit square, y normal about its middle: some twenty iterations at ε = 0.05. */
export const squareToNormal: CloudPair = {
  label: 'square to normal',
  make(n) {
    const [forX, forY] = split(2);
    return { n, x: uniform(forX, [n, 2]).data, y: normal(forY, [n, 2], { mean: 0.5, std: 0.3 }).data };
  },
};

/** Two normal clouds of unit size, apart: some hundreds of iterations at ε = 0.05. */
export const normalToNormal: CloudPair = {
  label: 'normal to normal',
  make(n) {
    const [forX, forY] = split(3);
    return { n, x: normal(forX, [n, 2]).data, y: normal(forY, [n, 2], { mean: 1, std: 0.7 }).data };
  },
};

/** The clouds on their way to Python. */
export function shaped({ n, x, y }: Clouds) {
  return { x: { data: x, shape: [n, 2] }, y: { data: y, shape: [n, 2] } };
}
