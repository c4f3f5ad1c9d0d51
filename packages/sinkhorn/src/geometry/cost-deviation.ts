import type { Geometry, PointCloud, Points } from './geometry.js';

/**
 * The standard deviation of the costs C_ij under the product measure a ⊗ b, the natural scale for ε. Squared Euclidean costs
 * have it in closed form from the moments of the clouds, O((n + m) d²); others take one pass over all pairs.
 */
export function costDeviation(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  const closed = geometry.kind === 'pointCloud' && geometry.cost.fused?.kind === 'squaredDistance';
  return closed ? squaredDeviation(geometry, a, b) : deviationByPairs(geometry, a, b);
}

/**
 * With u = x − E x, v = y − E y and δ = E x − E y, the cost is |u|² + |v|² + |δ|² − 2 u·v + 2 δ·(u − v). Its variance under the
 * product measure is Var |u|² + Var |v|² + 4 tr(S T) + 4 δᵀ(S + T)δ + 4 δ·(E |u|²u − E |v|²v), S and T the covariances.
 */
function squaredDeviation(geometry: PointCloud, a: Float64Array, b: Float64Array): number {
  const costs = geometry.costs();
  if (costs.kind === 'stored') throw new TypeError('a fused cost is not stored');
  const { dimension, factor } = costs;
  const x = moments({ data: costs.x, count: geometry.x.count, dimension }, a);
  const y = moments({ data: costs.y, count: geometry.y.count, dimension }, b);
  let variance = x.squareVariance + y.squareVariance;
  for (let k = 0; k < dimension; k++) {
    const delta = x.mean[k] - y.mean[k];
    variance += 4 * delta * (x.skew[k] - y.skew[k]);
    for (let l = 0; l < dimension; l++) {
      const s = x.covariance[k * dimension + l];
      const t = y.covariance[k * dimension + l];
      variance += 4 * s * t + 4 * delta * (s + t) * (x.mean[l] - y.mean[l]);
    }
  }
  return factor * Math.sqrt(Math.max(0, variance));
}

function moments({ data, count, dimension }: Points, weights: Float64Array) {
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
  let squareMean = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] / mass;
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      u[k] = data[i * dimension + k] - mean[k];
      square += u[k] ** 2;
    }
    squareMean += weight * square;
    fourth += weight * square * square;
    for (let k = 0; k < dimension; k++) {
      skew[k] = skew[k] + weight * square * u[k];
      for (let l = 0; l < dimension; l++) {
        covariance[k * dimension + l] = covariance[k * dimension + l] + weight * u[k] * u[l];
      }
    }
  }
  return { mean, covariance, skew, squareVariance: fourth - squareMean * squareMean };
}

function deviationByPairs(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  const costs = geometry.costs();
  const line = new Float64Array(b.length);
  let mass = 0;
  let mean = 0;
  let squares = 0;
  // West's update of weighted mean and sum of squares, row by row.
  for (let i = 0; i < a.length; i++) {
    if (costs.kind === 'stored') line.set(costs.costs.subarray(i * b.length, (i + 1) * b.length));
    else distances(costs, i, line);
    for (let j = 0; j < b.length; j++) {
      const weight = a[i] * b[j];
      if (weight === 0) continue;
      mass += weight;
      const delta = line[j] - mean;
      mean += (weight / mass) * delta;
      squares += weight * delta * (line[j] - mean);
    }
  }
  return Math.sqrt(squares / mass);
}

function distances(
  {
    x,
    y,
    dimension,
    factor,
  }: { x: ArrayLike<number>; y: ArrayLike<number>; dimension: number; factor: number },
  i: number,
  out: Float64Array,
): void {
  for (let j = 0; j < out.length; j++) {
    let sum = 0;
    for (let k = 0; k < dimension; k++) sum += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    out[j] = factor * Math.sqrt(sum);
  }
}
