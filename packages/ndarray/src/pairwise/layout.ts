import type { FloatData, FloatDType } from '../dtype.js';
import { PADDING, type Pointer, source } from '../wasm/kernel-module.js';
import type { Workspace } from '../wasm/workspace.js';
import type { Axis, PairwiseCosts, PointCosts, StoredCosts } from './pairwise.js';

/** Where the row kernels find the costs of every line against all others. */
export interface Side {
  readonly lines: number;
  readonly others: number;
  /** The lines' points, point by point, or the stored matrix. */
  readonly x: Pointer;
  /** The others' points, coordinate by coordinate, padded to a multiple of PADDING, and the factor; or the factor of the stored matrix. */
  readonly y: Pointer;
  /** From one line to the next at x. */
  readonly lineBytes: number;
}

/** The costs in the memory of the kernels, in units of ε·ln 2. */
export interface Layout {
  /** As the kernels number their sources of costs. */
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly dimension: number;
  setEpsilon(epsilon: number): void;
  /** For reductions over the columns (1) or the rows (0). A stored matrix has side 1 only. */
  side(axis: Axis): Side;
}

export function layOutCosts(workspace: Workspace, costs: PairwiseCosts, dtype: FloatDType): Layout {
  return costs.kind === 'stored'
    ? layOutMatrix(workspace, costs, dtype)
    : layOutPoints(workspace, costs, dtype);
}

function layOutMatrix(workspace: Workspace, costs: StoredCosts, dtype: FloatDType): Layout {
  const { rows, columns } = costs;
  const size = dtype === 'float32' ? 4 : 8;
  const view = dtype === 'float32' ? workspace.float32 : workspace.float64;
  const lineBytes = Math.ceil(columns / PADDING) * PADDING * size;
  const matrix = workspace.allocate(rows * lineBytes);
  const factor = workspace.allocate(16);
  for (let i = 0; i < rows; i++) {
    const line = view(matrix + i * lineBytes, lineBytes / size);
    line.set(costs.costs.subarray(i * columns, (i + 1) * columns));
    line.fill(0, columns);
  }
  const side: Side = { lines: rows, others: columns, x: matrix, y: factor, lineBytes };
  return {
    kind: source.stored,
    rows,
    columns,
    dimension: 0,
    setEpsilon(epsilon) {
      view(factor, 1)[0] = Math.LOG2E / epsilon;
    },
    side: () => side,
  };
}

function layOutPoints(workspace: Workspace, costs: PointCosts, dtype: FloatDType): Layout {
  const { x, y, dimension, factor, kind } = costs;
  const rows = x.length / dimension;
  const columns = y.length / dimension;
  const size = dtype === 'float32' ? 4 : 8;
  const view = dtype === 'float32' ? workspace.float32 : workspace.float64;
  const rowsPadded = Math.ceil(rows / PADDING) * PADDING;
  const columnsPadded = Math.ceil(columns / PADDING) * PADDING;
  const byPoint = { x: workspace.allocate(x.length * size), y: workspace.allocate(y.length * size) };
  // Followed by room for the factor.
  const byCoordinate = {
    x: workspace.allocate(rowsPadded * dimension * size + size),
    y: workspace.allocate(columnsPadded * dimension * size + size),
  };
  // Distances do not change when both clouds move together, and float32 has more digits to give near the origin.
  const origin =
    dtype === 'float32' && kind !== 'arc' ? meanPoint(x, dimension) : new Float64Array(dimension);

  function write(points: FloatData, unit: number, pointAt: Pointer, coordinateAt: Pointer, padded: number) {
    const scale = kind === 'squaredDistance' ? Math.sqrt(unit) : kind === 'distance' ? unit : 1;
    const pointwise = view(pointAt, points.length);
    const coordinatewise = view(coordinateAt, padded * dimension + 1);
    coordinatewise.fill(0);
    coordinatewise[padded * dimension] = unit;
    const count = points.length / dimension;
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < dimension; k++) {
        const scaled = (points[i * dimension + k] - origin[k]) * scale;
        pointwise[i * dimension + k] = scaled;
        coordinatewise[k * padded + i] = scaled;
      }
    }
  }

  let current = Number.NaN;
  return {
    kind: source[kind],
    rows,
    columns,
    dimension,
    setEpsilon(epsilon) {
      if (epsilon === current) return;
      current = epsilon;
      const unit = (factor * Math.LOG2E) / epsilon;
      write(x, unit, byPoint.x, byCoordinate.x, rowsPadded);
      write(y, unit, byPoint.y, byCoordinate.y, columnsPadded);
    },
    side: (axis) =>
      axis === 1
        ? { lines: rows, others: columns, x: byPoint.x, y: byCoordinate.y, lineBytes: dimension * size }
        : { lines: columns, others: rows, x: byPoint.y, y: byCoordinate.x, lineBytes: dimension * size },
  };
}

function meanPoint(points: FloatData, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  const count = points.length / dimension;
  for (let i = 0; i < points.length; i++) mean[i % dimension] += points[i] / count;
  return mean;
}
