import { normal, split, uniform } from '@monge/random';

/** Two sets of n points, [n, dimension]. */
export interface Clouds {
  readonly n: number;
  readonly dimension: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A way of making two clouds, named. */
export interface CloudPair {
  readonly label: string;
  /** @param dimension of the points. Default 2. */
  make(n: number, dimension?: number): Clouds;
}

/** x uniform in the unit square or cube, y normal about its middle: some twenty iterations at ε = 0.05. */
export const squareToNormal: CloudPair = {
  label: 'square to normal',
  make(n, dimension = 2) {
    const [forX, forY] = split(2);
    const shape = [n, dimension];
    return {
      n,
      dimension,
      x: uniform(forX, shape).data,
      y: normal(forY, shape, { mean: 0.5, std: 0.3 }).data,
    };
  },
};

/** Two normal clouds of unit size, apart: some hundreds of iterations at ε = 0.05. */
export const normalToNormal: CloudPair = {
  label: 'normal to normal',
  make(n, dimension = 2) {
    const [forX, forY] = split(3);
    const shape = [n, dimension];
    return { n, dimension, x: normal(forX, shape).data, y: normal(forY, shape, { mean: 1, std: 0.7 }).data };
  },
};

/** The clouds on their way to Python. */
export function shaped({ n, dimension, x, y }: Clouds) {
  return { x: { data: x, shape: [n, dimension] }, y: { data: y, shape: [n, dimension] } };
}

/** |x_i − y_j|². */
export function squaredDistance({ dimension, x, y }: Clouds, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) sum += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
  return sum;
}
