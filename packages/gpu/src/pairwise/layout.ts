import type { PairwiseCosts, PointCosts, StoredCosts } from '@monge/ndarray';
import { cut, LANES, type Tiling } from '../kernels/tiling.js';

/** One direction of reduction. */
export interface Side {
  readonly tiling: Tiling;
  /** The constants of its kernels: the points as `own` and `others`, or `costs`. */
  readonly constants: Readonly<Record<string, Float32Array>>;
}

/** The costs as the kernels take them. */
export interface Layout {
  readonly rows: number;
  readonly columns: number;
  /** How long vectors over the rows, and over the columns, are on the device. */
  readonly paddedRows: number;
  readonly paddedColumns: number;
  /** What the costs in the kernels are to be multiplied by. */
  readonly unit: number;
  /** By axis: over the rows (0), over the columns (1). */
  side(axis: 0 | 1): Side;
}

export function layOut(costs: PairwiseCosts): Layout {
  const rows = costs.kind === 'stored' ? costs.rows : costs.x.length / costs.dimension;
  const columns = costs.kind === 'stored' ? costs.columns : costs.y.length / costs.dimension;
  const overRows = cut(columns, rows);
  const overColumns = cut(rows, columns);
  const paddedRows = Math.ceil((overRows.chunks * overRows.length) / LANES) * LANES;
  const paddedColumns = Math.ceil((overColumns.chunks * overColumns.length) / LANES) * LANES;
  const { unit, constants } =
    costs.kind === 'stored'
      ? layOutMatrix(costs, paddedRows, paddedColumns)
      : layOutPoints(costs, paddedRows, paddedColumns);
  const tilings = [
    { lines: paddedColumns, ...overRows },
    { lines: paddedRows, ...overColumns },
  ] as const;
  return {
    rows,
    columns,
    paddedRows,
    paddedColumns,
    unit,
    side: (axis) => ({ tiling: tilings[axis], constants: constants(axis) }),
  };
}

type Constants = Pick<Layout, 'unit'> & { readonly constants: (axis: 0 | 1) => Side['constants'] };

/** Points around their mean, since float32 has more digits to give near the origin, and in a unit of their own, since their squares have to be numbers. */
function layOutPoints(
  { kind, factor, dimension, x, y }: PointCosts,
  paddedRows: number,
  paddedColumns: number,
): Constants {
  const origin = new Float64Array(dimension);
  let extent = 1;
  if (kind !== 'arc') {
    for (let i = 0; i < x.length; i++) origin[i % dimension] += (x[i] / x.length) * dimension;
    extent = 0;
    for (const points of [x, y]) {
      for (let i = 0; i < points.length; i++)
        extent = Math.max(extent, Math.abs(points[i] - origin[i % dimension]));
    }
    if (extent === 0) extent = 1;
  }
  const place = (points: ArrayLike<number>, padded: number) => {
    const placed = new Float32Array(padded * dimension);
    for (let i = 0; i < points.length; i++) placed[i] = (points[i] - origin[i % dimension]) / extent;
    return placed;
  };
  const [rows, columns] = [place(x, paddedRows), place(y, paddedColumns)];
  return {
    unit: factor * (kind === 'squaredDistance' ? extent ** 2 : extent),
    constants: (axis) => (axis === 1 ? { own: rows, others: columns } : { own: columns, others: rows }),
  };
}

/** The costs of the lines against one of the others after another, so that threads side by side read numbers side by side. */
function layOutMatrix(
  { rows, columns, costs }: StoredCosts,
  paddedRows: number,
  paddedColumns: number,
): Constants {
  let largest = 0;
  for (const cost of costs) largest = Math.max(largest, Math.abs(cost));
  const unit = largest === 0 ? 1 : largest;
  return {
    unit,
    constants: (axis) => {
      const placed = new Float32Array(paddedRows * paddedColumns);
      const [rowStep, columnStep] = axis === 1 ? [1, paddedRows] : [paddedColumns, 1];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++)
          placed[i * rowStep + j * columnStep] = costs[i * columns + j] / unit;
      }
      return { costs: placed };
    },
  };
}
