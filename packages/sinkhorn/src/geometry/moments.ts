import type { FloatData } from '@monge/ndarray';

/** Moments of a weighted cloud of points in d dimensions, of which the weights are taken as shares. */
export interface Moments {
  /** E x, [d] */
  readonly mean: Float64Array;
  /** E u uᵀ with u = x − E x, [d, d] */
  readonly covariance: Float64Array;
  /** E |u|² u, [d] */
  readonly skew: Float64Array;
  /** E |u|² */
  readonly squareMean: number;
  /** Var |u|² */
  readonly squareVariance: number;
}

/** The moments of points, [count, dimension], contiguous, with their weights. O(count · d²). */
export function moments(data: FloatData, dimension: number, weights: Float64Array): Moments {
  const count = weights.length;
  let mass = 0;
  const mean = new Float64Array(dimension);
  // Counted from the first point, so that the mean of points that coincide is that point to the last digit.
  for (let i = 0; i < count; i++) {
    mass += weights[i];
    for (let k = 0; k < dimension; k++) mean[k] += weights[i] * (data[i * dimension + k] - data[k]);
  }
  for (let k = 0; k < dimension; k++) mean[k] = data[k] + mean[k] / mass;

  const covariance = new Float64Array(dimension * dimension);
  const skew = new Float64Array(dimension);
  const u = new Float64Array(dimension);
  const squares = new Float64Array(count);
  let squareMean = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] / mass;
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      u[k] = data[i * dimension + k] - mean[k];
      square += u[k] ** 2;
    }
    squares[i] = square;
    squareMean += weight * square;
    for (let k = 0; k < dimension; k++) {
      skew[k] = skew[k] + weight * square * u[k];
      for (let l = 0; l < dimension; l++) {
        covariance[k * dimension + l] = covariance[k * dimension + l] + weight * u[k] * u[l];
      }
    }
  }
  // A pass of its own: of squares of about the same size, the difference of moments would be rounding.
  let squareVariance = 0;
  for (let i = 0; i < count; i++) squareVariance += (weights[i] / mass) * (squares[i] - squareMean) ** 2;
  return { mean, covariance, skew, squareMean, squareVariance };
}
