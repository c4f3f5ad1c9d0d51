import type { Axis, Executor, FloatData, FloatDType, Pairwise, Scaling } from '@monge/ndarray';
import { sparseScaling } from './sparse-scaling.js';
import type { Lines, Support } from './support.js';

/** The kernels over the entries of a support, O(entries) each, in float64; all other pairs weigh nothing. */
export function sparsePairwise({ rows, columns }: Support, executor: Executor): Pairwise {
  const [n, m] = [rows.start.length - 1, columns.start.length - 1];
  const weights = new Float64Array(rows.index.length);

  /** The weights of the entries, rows in order (axis 1) or columns in order. */
  function exponentiate(
    { start, index, costs }: Lines,
    epsilon: number,
    own: Float64Array,
    other: Float64Array,
  ): void {
    for (let i = 0; i + 1 < start.length; i++) {
      for (let e = start[i]; e < start[i + 1]; e++) {
        weights[e] = (own[i] + other[index[e]] - costs[e]) / epsilon;
      }
    }
    executor.map('exp', weights, weights);
  }

  function softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void {
    const { start, index, costs } = axis === 1 ? rows : columns;
    for (let i = 0; i < out.length; i++) {
      let largest = -Infinity;
      for (let e = start[i]; e < start[i + 1]; e++) {
        const value = potential[index[e]] - costs[e];
        weights[e] = value;
        // Not Math.max, which is slower.
        if (value > largest) largest = value;
      }
      // Of a line without mass all terms are to be zero.
      if (largest === -Infinity) largest = 0;
      for (let e = start[i]; e < start[i + 1]; e++) weights[e] = (weights[e] - largest) / epsilon;
      out[i] = -largest;
    }
    executor.map('exp', weights, weights);
    for (let i = 0; i < out.length; i++) {
      let sum = 0;
      for (let e = start[i]; e < start[i + 1]; e++) sum += weights[e];
      // Where no mass is in reach there may be none: any potential will do, and zero keeps the others finite.
      out[i] = sum === 0 ? 0 : out[i] - epsilon * Math.log(sum);
    }
  }

  function cTransform(axis: Axis, potential: Float64Array, out: Float64Array): void {
    const { start, index, costs } = axis === 1 ? rows : columns;
    for (let i = 0; i < out.length; i++) {
      let least = Infinity;
      for (let e = start[i]; e < start[i + 1]; e++) {
        const value = costs[e] - potential[index[e]];
        if (value < least) least = value;
      }
      // As above.
      out[i] = least === Infinity ? 0 : least;
    }
  }

  function product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
    out: Float64Array,
  ): void {
    const lines = axis === 1 ? rows : columns;
    const { start, index } = lines;
    exponentiate(lines, epsilon, ...(axis === 1 ? ([phi, psi] as const) : ([psi, phi] as const)));
    for (let i = 0; i < out.length; i++) {
      let sum = 0;
      for (let e = start[i]; e < start[i + 1]; e++) sum += weights[e] * vector[index[e]];
      out[i] = sum;
    }
  }

  function totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number {
    const { start, index, costs } = rows;
    exponentiate(rows, epsilon, phi, psi);
    columnSums.fill(0);
    let cost = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let e = start[i]; e < start[i + 1]; e++) {
        sum += weights[e];
        cost += weights[e] * costs[e];
        columnSums[index[e]] = columnSums[index[e]] + weights[e];
      }
      rowSums[i] = sum;
    }
    return cost;
  }

  function weightsOfRows(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    out: FloatData,
  ): void {
    const { start, index, costs } = rows;
    out.fill(0, 0, (last - first) * m);
    for (let i = first; i < last; i++) {
      for (let e = start[i]; e < start[i + 1]; e++) {
        out[(i - first) * m + index[e]] = Math.exp((phi[i] + psi[index[e]] - costs[e]) / epsilon);
      }
    }
  }

  function scaling(storage: FloatDType): Scaling {
    return sparseScaling({ rows, columns }, storage, (epsilon, phi, psi, kernel) => {
      exponentiate(rows, epsilon, phi, psi);
      kernel.set(weights);
    });
  }

  return {
    rows: n,
    columns: m,
    dtype: 'float64',
    softmin,
    cTransform,
    product,
    totals,
    weights: weightsOfRows,
    scaling,
    release: () => {},
  };
}
