import type { Executor } from '@monge/ndarray';
import { type Band, bandOf } from './band.js';
import { type Gathering, gather, handToNodes, interpolate } from './gathering.js';

/**
 * A plan by its rows over their sums, Q_ij = exp(β_j + x_i y_j) / Σ_k exp(β_k + x_i y_k), the share of a source that goes to a target, whatever the source weighs, nothing included. It is
 * a product of narrow matrices: scalings of the rows, interpolation from the rows' nodes, a band of e^{xy} between nodes, the same for the columns. Each entry is exact to 1e-13 of
 * itself or, outside of the band, below 1e-17 of its row.
 */
export interface PlanOnLine {
  readonly rows: Gathering;
  readonly columns: Gathering;
  /** Scalings, [n] and [m]. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** For each box of rows: its nodes' first column among the columns' nodes, how many there are, and where its part of the core begins. */
  readonly firstNode: Int32Array;
  readonly width: Int32Array;
  readonly offset: Int32Array;
  readonly core: Float64Array;
  /** log Σ_j exp(β_j + x_i y_j), [n]. */
  readonly logSums: Float64Array;
}

/** The plan of given β. x and y ascend. */
export function planOnLine(
  x: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  executor: Executor,
): PlanOnLine {
  const band = bandOf(x, y, beta);
  const rows = gather(
    x,
    Float64Array.from(band.first, (j) => y[j]),
    Float64Array.from(band.last, (j) => y[j]),
  );
  const columns = gather(y, ...rowsMet(x, y.length, band));
  const { v, scales } = columnScalings(columns, beta);
  const { core, firstNode, width, offset, rowScales } = exponents(rows, columns, band, beta, scales);
  executor.map('exp', core, core);
  const unscaled = { rows, columns, core, firstNode, width, offset };
  const sums = interpolate(rows, coreProduct(unscaled, handToNodes(columns, v)));
  const logSums = new Float64Array(x.length);
  const u = new Float64Array(x.length);
  for (let box = 0; box < rows.centres.length; box++) {
    for (let i = rows.starts[box]; i < rows.starts[box + 1]; i++) {
      u[i] = 1 / sums[i];
      logSums[i] = Math.log(sums[i]) + rows.tilts[box] * (x[i] - rows.centres[box]) + rowScales[box];
    }
  }
  return { ...unscaled, u, v, logSums };
}

type Core = Pick<PlanOnLine, 'rows' | 'columns' | 'core' | 'firstNode' | 'width' | 'offset'>;

/** Q z, [n]: the mean of z over where each source goes. */
export function planProduct(plan: PlanOnLine, z: Float64Array): Float64Array {
  const out = interpolate(plan.rows, coreProduct(plan, handToNodes(plan.columns, scaled(plan.v, z))));
  for (let i = 0; i < out.length; i++) out[i] *= plan.u[i];
  return out;
}

/** Qᵀ z, [m]. */
export function transposedProduct(plan: PlanOnLine, z: Float64Array): Float64Array {
  const out = interpolate(
    plan.columns,
    transposedCoreProduct(plan, handToNodes(plan.rows, scaled(plan.u, z))),
  );
  for (let j = 0; j < out.length; j++) out[j] *= plan.v[j];
  return out;
}

function scaled(scalings: Float64Array, z: Float64Array): Float64Array {
  const out = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) out[i] = scalings[i] * z[i];
  return out;
}

/** The span of the rows whose bands a column lies in. */
function rowsMet(x: Float64Array, m: number, { first, last }: Band): [low: Float64Array, high: Float64Array] {
  const n = x.length;
  const [low, high] = [new Float64Array(m), new Float64Array(m)];
  let [from, to] = [0, 0];
  for (let j = 0; j < m; j++) {
    while (from + 1 < n && last[from] < j) from++;
    while (to + 1 < n && first[to + 1] <= j) to++;
    low[j] = x[Math.min(from, to)];
    high[j] = x[Math.max(from, to)];
  }
  return [low, high];
}

/** v_j = exp(β_j + tilt (y_j − centre) + scale), at most 1 and 1 somewhere in each box. */
function columnScalings(columns: Gathering, beta: Float64Array): { v: Float64Array; scales: Float64Array } {
  const { points, starts, centres, tilts } = columns;
  const v = new Float64Array(points.length);
  const scales = new Float64Array(centres.length);
  for (let box = 0; box < centres.length; box++) {
    let largest = -Infinity;
    for (let j = starts[box]; j < starts[box + 1]; j++) {
      v[j] = beta[j] + tilts[box] * (points[j] - centres[box]);
      largest = Math.max(largest, v[j]);
    }
    for (let j = starts[box]; j < starts[box + 1]; j++) v[j] = Math.exp(v[j] - largest);
    scales[box] = -largest;
  }
  return { v, scales };
}

/** ξη − tilt (ξ − centre) − tilt (η − centre) − scales between the nodes of the boxes that meet: the logarithm of the core. */
function exponents(
  rows: Gathering,
  columns: Gathering,
  band: Band,
  beta: Float64Array,
  scales: Float64Array,
) {
  const boxes = rows.centres.length;
  const [firstNode, width, offset] = [new Int32Array(boxes), new Int32Array(boxes), new Int32Array(boxes)];
  const rowScales = new Float64Array(boxes);
  const ends = new Int32Array(boxes);
  let size = 0;
  for (let box = 0, from = 0, to = 0; box < boxes; box++) {
    const [first, last] = [band.first[rows.starts[box]], band.last[rows.starts[box + 1] - 1]];
    while (columns.starts[from + 1] <= first) from++;
    while (columns.starts[to + 1] <= last) to++;
    firstNode[box] = columns.nodeStarts[from];
    width[box] = columns.nodeStarts[to + 1] - firstNode[box];
    ends[box] = to + 1;
    offset[box] = size;
    size += width[box] * (rows.nodeStarts[box + 1] - rows.nodeStarts[box]);
  }
  const core = new Float64Array(size);
  for (let box = 0, from = 0; box < boxes; box++) {
    const [centre, tilt] = [rows.centres[box], rows.tilts[box]];
    let largest = -Infinity;
    for (let j = band.first[rows.starts[box]]; j <= band.last[rows.starts[box + 1] - 1]; j++) {
      largest = Math.max(largest, beta[j] + centre * columns.points[j]);
    }
    rowScales[box] = largest;
    while (columns.nodeStarts[from] < firstNode[box]) from++;
    const shifts = new Float64Array(width[box]);
    for (let other = from; other < ends[box]; other++) {
      const [lean, middle] = [centre - columns.tilts[other], columns.centres[other]];
      const base = centre * middle - scales[other] - largest;
      for (let l = columns.nodeStarts[other]; l < columns.nodeStarts[other + 1]; l++) {
        shifts[l - firstNode[box]] = base + lean * (columns.nodes[l] - middle);
      }
    }
    let at = offset[box];
    for (let k = rows.nodeStarts[box]; k < rows.nodeStarts[box + 1]; k++) {
      const t = rows.nodes[k] - centre;
      for (let l = 0; l < width[box]; l++) {
        core[at++] = shifts[l] + t * (columns.nodes[firstNode[box] + l] - tilt);
      }
    }
  }
  return { core, firstNode, width, offset, rowScales };
}

/** Four rows at once: numbers that are read once for all of them, and sums of which none waits for another. */
function coreProduct({ rows, core, firstNode, width, offset }: Core, z: Float64Array): Float64Array {
  const out = new Float64Array(rows.nodes.length);
  for (let box = 0; box < width.length; box++) {
    const [from, count, end] = [firstNode[box], width[box], rows.nodeStarts[box + 1]];
    let at = offset[box];
    let k = rows.nodeStarts[box];
    for (; k + 3 < end; k += 4, at += 4 * count) {
      const [second, third, fourth] = [at + count, at + 2 * count, at + 3 * count];
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let l = 0; l < count; l++) {
        const value = z[from + l];
        s0 += core[at + l] * value;
        s1 += core[second + l] * value;
        s2 += core[third + l] * value;
        s3 += core[fourth + l] * value;
      }
      out[k] = s0;
      out[k + 1] = s1;
      out[k + 2] = s2;
      out[k + 3] = s3;
    }
    for (; k < end; k++, at += count) {
      let sum = 0;
      for (let l = 0; l < count; l++) sum += core[at + l] * z[from + l];
      out[k] = sum;
    }
  }
  return out;
}

function transposedCoreProduct(
  { rows, columns, core, firstNode, width, offset }: Core,
  z: Float64Array,
): Float64Array {
  const out = new Float64Array(columns.nodes.length);
  for (let box = 0; box < width.length; box++) {
    const [from, count, end] = [firstNode[box], width[box], rows.nodeStarts[box + 1]];
    let at = offset[box];
    let k = rows.nodeStarts[box];
    for (; k + 3 < end; k += 4, at += 4 * count) {
      const [second, third, fourth] = [at + count, at + 2 * count, at + 3 * count];
      const [z0, z1, z2, z3] = [z[k], z[k + 1], z[k + 2], z[k + 3]];
      for (let l = 0; l < count; l++) {
        out[from + l] +=
          core[at + l] * z0 + core[second + l] * z1 + (core[third + l] * z2 + core[fourth + l] * z3);
      }
    }
    for (; k < end; k++, at += count) {
      const carried = z[k];
      for (let l = 0; l < count; l++) out[from + l] += core[at + l] * carried;
    }
  }
  return out;
}
