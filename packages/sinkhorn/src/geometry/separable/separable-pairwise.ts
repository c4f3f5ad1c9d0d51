import type { Axis, Executor, FloatData, Pairwise, Scaling } from '@monge/ndarray';
import type { CostRow } from '../cost-row.js';
import { type AxisContraction, axisContraction, createScratch, type Field } from './axis-contraction.js';
import type { AxisCosts } from './axis-costs.js';
import { leastAlongAxis } from './least-along-axis.js';

/** The axes as they are met on the way to one side. */
type Sides = Readonly<Record<Axis, readonly AxisCosts[]>>;

/**
 * The kernels over all pairs of the points of two grids, whose costs are sums over the axes: sums over all points of a side are sums along one axis after the other,
 * O(N Σ n_k) in the place of O(N²). Everything is computed in the log domain and in float64.
 */
export function separablePairwise(sides: Sides, costRow: CostRow, executor: Executor): Pairwise {
  const [columns, rows] = sides[1].reduce(([m, n], { from, to }) => [m * from, n * to], [1, 1]);
  const { size, lines, longest } = room(sides);
  const scratch = createScratch(size, lines, longest);
  const logs = [new Float64Array(size), new Float64Array(size)] as const;
  let means: readonly [Float64Array, Float64Array] | undefined;
  let made: { readonly epsilon: number; readonly contractions: Record<Axis, AxisContraction[]> } | undefined;

  function contractionsAt(epsilon: number): Readonly<Record<Axis, readonly AxisContraction[]>> {
    if (made?.epsilon !== epsilon) {
      const along = (axis: Axis) =>
        sides[axis].map((axis) => axisContraction(axis, epsilon, executor, scratch));
      made = { epsilon, contractions: { 0: along(0), 1: along(1) } };
    }
    return made.contractions;
  }

  /** The logarithms of Σ_j exp((ψ_j − C_ij)/ε), and the mean of what is asked for over these weights; until the next call. */
  function sums(axis: Axis, epsilon: number, potential: Float64Array, of?: 'costs' | Float64Array): Field {
    let size = potential.length;
    let [field, spare] = logs.map((array, k): Field => {
      if (of === undefined) return { logs: array };
      means ??= [new Float64Array(array.length), new Float64Array(array.length)];
      return { logs: array, means: means[k] };
    });
    for (let j = 0; j < size; j++) field.logs[j] = potential[j] / epsilon;
    if (of === 'costs') field.means?.fill(0, 0, size);
    else if (of !== undefined) field.means?.set(of);
    const contractions = contractionsAt(epsilon);
    for (const [k, { from, to }] of sides[axis].entries()) {
      const rest = size / from;
      contractions[axis][k].contract(part(field, size), rest, part(spare, rest * to), of === 'costs');
      size = rest * to;
      [field, spare] = [spare, field];
    }
    return part(field, size);
  }

  function softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void {
    const { logs } = sums(axis, epsilon, potential);
    for (let i = 0; i < out.length; i++) out[i] = -epsilon * logs[i];
  }

  function cTransform(axis: Axis, potential: Float64Array, out: Float64Array): void {
    let size = potential.length;
    let [values, spare] = logs;
    for (let j = 0; j < size; j++) values[j] = -potential[j];
    for (const costs of sides[axis]) {
      const rest = size / costs.from;
      leastAlongAxis(costs, values, rest, spare);
      size = rest * costs.to;
      [values, spare] = [spare, values];
    }
    out.set(values.subarray(0, size));
  }

  /** Σ_j exp((φ_i + ψ_j − C_ij)/ε) for the φ given, and the means over them. */
  function marginal(
    axis: Axis,
    epsilon: number,
    [own, other]: readonly [Float64Array, Float64Array],
    out: Float64Array,
    of?: 'costs' | Float64Array,
  ): Float64Array | undefined {
    const found = sums(axis, epsilon, other, of);
    for (let i = 0; i < out.length; i++) out[i] = own[i] / epsilon + found.logs[i];
    executor.map('exp', out, out);
    return found.means;
  }

  function product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
    out: Float64Array,
  ): void {
    const averages = marginal(axis, epsilon, axis === 1 ? [phi, psi] : [psi, phi], out, vector);
    for (let i = 0; i < out.length; i++) out[i] *= averages![i];
  }

  function totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number {
    marginal(0, epsilon, [psi, phi], columnSums);
    const averages = marginal(1, epsilon, [phi, psi], rowSums, 'costs');
    let cost = 0;
    for (let i = 0; i < rows; i++) cost += rowSums[i] * averages![i];
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
    const row = new Float64Array(columns);
    for (let i = first; i < last; i++) {
      costRow(i, row);
      for (let j = 0; j < columns; j++) row[j] = (phi[i] + psi[j] - row[j]) / epsilon;
      executor.map('exp', row, row);
      out.set(row, (i - first) * columns);
    }
  }

  /** The kernel is not stored, whatever the storage: it is as quick from its axes. */
  function scaling(): Scaling {
    let [scale, phi, psi] = [1, new Float64Array(rows), new Float64Array(columns)];
    const [left, right] = [new Float64Array(rows), new Float64Array(columns)];
    return {
      dtype: 'float64',
      fill(epsilon, atRows, atColumns) {
        [scale, phi, psi] = [epsilon, atRows.slice(), atColumns.slice()];
      },
      iterate(a, v, r, w) {
        for (let j = 0; j < columns; j++) right[j] = psi[j] + scale * Math.log(v[j]);
        marginal(1, scale, [phi, right], r);
        for (let i = 0; i < rows; i++) left[i] = phi[i] + scale * Math.log(a[i] / r[i]);
        marginal(0, scale, [psi, left], w);
      },
    };
  }

  return {
    rows,
    columns,
    dtype: 'float64',
    softmin,
    cTransform,
    product,
    totals,
    weights,
    scaling,
    release: () => {},
  };
}

function part({ logs, means }: Field, size: number): Field {
  return {
    logs: logs.subarray(0, size),
    ...(means === undefined ? {} : { means: means.subarray(0, size) }),
  };
}

/** The largest grid on the way from one side to the other, the most lines across an axis, and the longest of them. */
function room(sides: Sides): { readonly size: number; readonly lines: number; readonly longest: number } {
  let [largest, lines, longest] = [0, 0, 0];
  for (const axes of Object.values(sides)) {
    let size = axes.reduce((total, { from }) => total * from, 1);
    for (const { from, to } of axes) {
      largest = Math.max(largest, size);
      lines = Math.max(lines, size / from);
      longest = Math.max(longest, from);
      size = (size / from) * to;
    }
    largest = Math.max(largest, size);
  }
  return { size: largest, lines, longest };
}
