import type { FloatData, PairwiseCosts, PointCosts, StoredCosts } from '@monge/ndarray';
import { cut, padded, type Tiling } from '../kernels/tiling.js';
import { placePoints } from './place-points.js';

/** One direction of reduction. */
export interface Side {
  readonly tiling: Tiling;
  /** The constants of its kernels: the points as `own` and `others`, or `costs`; of several problems, also which lines are whose. */
  readonly constants: Readonly<Record<string, Float32Array>>;
}

/** Where one problem lies in the vectors over the rows and over the columns. */
export interface Place {
  readonly rows: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  /** What its costs in the kernels are to be multiplied by. */
  readonly unit: number;
}

/** The costs as the kernels take them. */
export interface Layout {
  readonly places: readonly Place[];
  /** How long vectors over the rows, and over the columns, are on the device. */
  readonly paddedRows: number;
  readonly paddedColumns: number;
  /** By axis: over the rows (0), over the columns (1). */
  side(axis: 0 | 1): Side;
}

/** One problem, its others cut into chunks. */
export function layOut(costs: PairwiseCosts): Layout {
  const [rows, columns] = shapeOf(costs);
  const overRows = cut(columns, rows);
  const overColumns = cut(rows, columns);
  const paddedRows = padded(overRows.chunks * overRows.length);
  const paddedColumns = padded(overColumns.chunks * overColumns.length);
  const { unit, constants } =
    costs.kind === 'stored'
      ? layOutMatrix(costs, paddedRows, paddedColumns)
      : layOutPoints(costs, paddedRows, paddedColumns);
  const tilings = [
    { lines: paddedColumns, ...overRows, gathered: false },
    { lines: paddedRows, ...overColumns, gathered: false },
  ] as const;
  return {
    places: [{ rows, columns, firstRow: 0, firstColumn: 0, unit }],
    paddedRows,
    paddedColumns,
    side: (axis) => ({ tiling: tilings[axis], constants: constants(axis) }),
  };
}

export function shapeOf(costs: PairwiseCosts): readonly [number, number] {
  return costs.kind === 'stored'
    ? [costs.rows, costs.columns]
    : [costs.x.length / costs.dimension, costs.y.length / costs.dimension];
}

/** The largest magnitude of costs, in units of which they are stored. */
export function unitOf(costs: FloatData): number {
  let largest = 0;
  for (const cost of costs) largest = Math.max(largest, Math.abs(cost));
  return largest === 0 ? 1 : largest;
}

interface Constants {
  readonly unit: number;
  readonly constants: (axis: 0 | 1) => Side['constants'];
}

function layOutPoints(costs: PointCosts, paddedRows: number, paddedColumns: number): Constants {
  const points = placePoints(costs);
  const extend = (placed: Float32Array, length: number) => {
    const extended = new Float32Array(length * costs.dimension);
    extended.set(placed);
    return extended;
  };
  const rows = extend(points.rows, paddedRows);
  const columns = extend(points.columns, paddedColumns);
  return {
    unit: points.unit,
    constants: (axis) => (axis === 1 ? { own: rows, others: columns } : { own: columns, others: rows }),
  };
}

/** The costs of the lines against one of the others after another, so that threads side by side read numbers side by side. */
function layOutMatrix(
  { rows, columns, costs }: StoredCosts,
  paddedRows: number,
  paddedColumns: number,
): Constants {
  const unit = unitOf(costs);
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
