import type { FloatData, FloatDType } from '../dtype.js';
import type { Axis, Pairwise, PairwiseCosts, PointCosts, Scaling } from './pairwise.js';

/** Writes the costs of one line of the matrix: of row `i` (axis 1), or of column `i` (axis 0). */
type LineOfCosts = (axis: Axis, i: number, out: Float64Array) => void;

/** The pairwise kernels in plain loops over float64, one line of costs at a time. */
export function javascriptPairwise(costs: PairwiseCosts, dtype: FloatDType): Pairwise {
  const rows = costs.kind === 'stored' ? costs.rows : costs.x.length / costs.dimension;
  const columns = costs.kind === 'stored' ? costs.columns : costs.y.length / costs.dimension;
  const line = lineOfCosts(costs);
  const buffer = new Float64Array(Math.max(rows, columns));

  function softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void {
    const length = potential.length;
    for (let i = 0; i < out.length; i++) {
      line(axis, i, buffer);
      let largest = -Infinity;
      for (let j = 0; j < length; j++) {
        const z = (potential[j] - buffer[j]) / epsilon;
        buffer[j] = z;
        if (z > largest) largest = z;
      }
      if (largest === -Infinity) {
        out[i] = Infinity;
        continue;
      }
      let sum = 0;
      for (let j = 0; j < length; j++) sum += Math.exp(buffer[j] - largest);
      out[i] = -epsilon * (largest + Math.log(sum));
    }
  }

  function cTransform(axis: Axis, potential: Float64Array, out: Float64Array): void {
    for (let i = 0; i < out.length; i++) {
      line(axis, i, buffer);
      let least = Infinity;
      for (let j = 0; j < potential.length; j++) {
        const value = buffer[j] - potential[j];
        if (value < least) least = value;
      }
      out[i] = least;
    }
  }

  /** Replaces the costs of row i in the buffer by its weights. */
  function weightsOfRow(i: number, epsilon: number, phi: Float64Array, psi: Float64Array): void {
    line(1, i, buffer);
    for (let j = 0; j < columns; j++) buffer[j] = Math.exp((phi[i] + psi[j] - buffer[j]) / epsilon);
  }

  function product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
    out: Float64Array,
  ): void {
    if (axis === 0) out.fill(0);
    for (let i = 0; i < rows; i++) {
      weightsOfRow(i, epsilon, phi, psi);
      if (axis === 1) {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += buffer[j] * vector[j];
        out[i] = sum;
      } else {
        for (let j = 0; j < columns; j++) out[j] = out[j] + buffer[j] * vector[i];
      }
    }
  }

  function totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number {
    columnSums.fill(0);
    let cost = 0;
    for (let i = 0; i < rows; i++) {
      line(1, i, buffer);
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const c = buffer[j];
        const p = Math.exp((phi[i] + psi[j] - c) / epsilon);
        sum += p;
        cost += p * c;
        columnSums[j] = columnSums[j] + p;
      }
      rowSums[i] = sum;
    }
    return cost;
  }

  function weights(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    out: FloatData,
  ): void {
    for (let i = first; i < last; i++) {
      weightsOfRow(i, epsilon, phi, psi);
      out.set(buffer.subarray(0, columns), (i - first) * columns);
    }
  }

  function scaling(storage: FloatDType): Scaling {
    const narrow = dtype === 'float32' || storage === 'float32';
    const kernel = narrow ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
    return {
      dtype: narrow ? 'float32' : 'float64',
      fill: (epsilon, phi, psi) => weights(epsilon, phi, psi, 0, rows, kernel),
      iterate: (a, v, r, w) => iterate(kernel, rows, columns, a, v, r, w),
    };
  }

  return { rows, columns, dtype, softmin, cTransform, product, totals, weights, scaling, release: () => {} };
}

function iterate(
  kernel: FloatData,
  rows: number,
  columns: number,
  a: Float64Array,
  v: Float64Array,
  r: Float64Array,
  w: Float64Array,
): void {
  w.fill(0);
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += kernel[start + j] * v[j];
    r[i] = sum;
    const u = a[i] / sum;
    for (let j = 0; j < columns; j++) w[j] = w[j] + u * kernel[start + j];
  }
}

function lineOfCosts(costs: PairwiseCosts): LineOfCosts {
  if (costs.kind === 'stored') {
    const { costs: stored, rows, columns } = costs;
    return (axis, i, out) => {
      const start = axis === 1 ? i * columns : i;
      const step = axis === 1 ? 1 : columns;
      const length = axis === 1 ? columns : rows;
      for (let j = 0; j < length; j++) out[j] = stored[start + j * step];
    };
  }
  const { x, y, dimension, factor, kind } = costs;
  return (axis, i, out) => {
    const [from, to] = axis === 1 ? [x, y] : [y, x];
    const length = to.length / dimension;
    for (let j = 0; j < length; j++) {
      let difference = 0;
      let sum = 0;
      for (let k = 0; k < dimension; k++) {
        const [u, v] = [from[i * dimension + k], to[j * dimension + k]];
        difference += (u - v) ** 2;
        sum += (u + v) ** 2;
      }
      out[j] = factor * distanceOf(kind, difference, sum);
    }
  };
}

/** From |u − v|² and |u + v|². */
function distanceOf(kind: PointCosts['kind'], difference: number, sum: number): number {
  if (kind === 'squaredDistance') return difference;
  if (kind === 'distance') return Math.sqrt(difference);
  return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
}
