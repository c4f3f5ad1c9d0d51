import type { FloatData, FloatDType, PointCosts } from '@monge/ndarray';

/** Costs C = U Vᵀ as squared distances of points: C_ij = |x_i − y_j|² − r_i − s_j. */
export interface ShiftedDistances {
  readonly points: PointCosts;
  /** r, [n] */
  readonly atSources: Float64Array;
  /** s, [m] */
  readonly atTargets: Float64Array;
}

/**
 * With p = U − ū and q = V − v̄, ū and v̄ the means, C_ij = p_i·q_j + U_i·v̄ + ū·q_j, and p_i·q_j = −2 x_i·y_j for x = −α p and y = β q with α β = ½ for each feature: α and β are
 * those for which x and y are of one size, and their squares small. Where p or q is zero both are left out, since the square of the other may be of any size: in the factors of squared
 * distances it is of the fourth power.
 */
export function asDistances(
  left: Float64Array,
  right: Float64Array,
  rank: number,
  dtype: FloatDType,
): ShiftedDistances {
  const [u, v] = [meanRow(left, rank), meanRow(right, rank)];
  const [fromU, fromV] = [meanSquares(left, u), meanSquares(right, v)];
  const alpha = fromU.map((square, k) => scaleOf(square, fromV[k]));
  const beta = fromV.map((square, k) => scaleOf(square, fromU[k]));
  const narrow = (values: Float64Array): FloatData =>
    dtype === 'float32' ? Float32Array.from(values) : values;
  const x = narrow(left.map((value, at) => -alpha[at % rank] * (value - u[at % rank])));
  const y = narrow(right.map((value, at) => beta[at % rank] * (value - v[at % rank])));
  const atSources = squares(x, rank);
  const atTargets = squares(y, rank);
  left.forEach((value, at) => {
    atSources[Math.floor(at / rank)] -= value * v[at % rank];
  });
  right.forEach((value, at) => {
    atTargets[Math.floor(at / rank)] -= u[at % rank] * (value - v[at % rank]);
  });
  return { points: { kind: 'squaredDistance', factor: 1, dimension: rank, x, y }, atSources, atTargets };
}

/** What takes a feature to the geometric mean of both sizes, from their mean squares; over √2. */
function scaleOf(own: number, other: number): number {
  return own > 0 && other > 0 ? other ** 0.25 / (4 * own) ** 0.25 : 0;
}

function meanRow(matrix: Float64Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let at = 0; at < matrix.length; at++) mean[at % width] += (matrix[at] * width) / matrix.length;
  return mean;
}

/** Of each column around a value, up to a factor for the number of rows. */
function meanSquares(matrix: Float64Array, around: Float64Array): Float64Array {
  const width = around.length;
  const squares = new Float64Array(width);
  for (let at = 0; at < matrix.length; at++) {
    squares[at % width] += ((matrix[at] - around[at % width]) ** 2 * width) / matrix.length;
  }
  return squares;
}

/** The squared length of each row. */
function squares(matrix: FloatData, width: number): Float64Array {
  const out = new Float64Array(matrix.length / width);
  for (let at = 0; at < matrix.length; at++) out[Math.floor(at / width)] += matrix[at] ** 2;
  return out;
}
