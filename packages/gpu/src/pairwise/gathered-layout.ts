import type { PairwiseCosts, PointCosts, StoredCosts } from '@monge/ndarray';
import { BLOCK } from '../kernels/online-sum.js';
import { padded } from '../kernels/tiling.js';
import { type Layout, type Place, type Side, shapeOf, unitOf } from './layout.js';
import { placePoints } from './place-points.js';

/** Many problems one after the other: all of them point clouds of one kind and dimension, or matrices of costs. */
export function layOutTogether(costs: readonly PairwiseCosts[]): Layout {
  const matrices = costs.filter((each) => each.kind === 'stored');
  const clouds = costs.filter((each) => each.kind !== 'stored');
  const { units, constants } = clouds.length === 0 ? layOutMatrices(matrices) : layOutClouds(clouds);
  let [firstRow, firstColumn] = [0, 0];
  const places = costs.map((each, k): Place => {
    const [rows, columns] = shapeOf(each);
    const place = { rows, columns, firstRow, firstColumn, unit: units[k] };
    firstRow += rows;
    firstColumn += columns;
    return place;
  });
  const [paddedRows, paddedColumns] = [padded(firstRow), padded(firstColumn)];

  function side(axis: 0 | 1): Side {
    const lines = axis === 1 ? paddedRows : paddedColumns;
    const longest = Math.max(...places.map(({ rows, columns }) => (axis === 1 ? columns : rows)));
    return {
      tiling: { lines, chunks: 1, length: Math.ceil(longest / BLOCK) * BLOCK, gathered: true },
      constants: constants(places, axis, ownersOf(places, axis, lines)),
    };
  }

  return { places, paddedRows, paddedColumns, side };
}

/** The constant `lines` of the kernels: of each line the problem that it is of, where the others of that problem begin, and how many there are. */
function ownersOf(places: readonly Place[], axis: 0 | 1, lines: number): Float32Array {
  const owners = new Float32Array(3 * lines);
  for (const [k, { rows, columns, firstRow, firstColumn }] of places.entries()) {
    const [own, length, first, count] =
      axis === 1 ? [firstRow, rows, firstColumn, columns] : [firstColumn, columns, firstRow, rows];
    for (const [nth, value] of [k, first, count].entries())
      owners.fill(value, nth * lines + own, nth * lines + own + length);
  }
  return owners;
}

interface Constants {
  readonly units: readonly number[];
  readonly constants: (places: readonly Place[], axis: 0 | 1, lines: Float32Array) => Side['constants'];
}

function layOutClouds(clouds: readonly PointCosts[]): Constants {
  const placed = clouds.map(placePoints);
  const rows = joined(placed.map((points) => points.rows));
  const columns = joined(placed.map((points) => points.columns));
  return {
    units: placed.map(({ unit }) => unit),
    // Lines beyond the last read what is not there, which shading languages keep within bounds; nobody reads them.
    constants: (_, axis, lines) =>
      axis === 1 ? { own: rows, others: columns, lines } : { own: columns, others: rows, lines },
  };
}

/** Each matrix with the costs of its lines against one of the others after another. `lines` goes on with where those of a line begin, and how far apart they lie. */
function layOutMatrices(matrices: readonly StoredCosts[]): Constants {
  const units = matrices.map(({ costs }) => unitOf(costs));
  return {
    units,
    constants(places, axis, owners) {
      const count = owners.length / 3;
      const [offsets, strides] = [new Float32Array(count), new Float32Array(count)];
      const costs = new Float32Array(matrices.reduce((size, matrix) => size + matrix.costs.length, 0));
      let base = 0;
      for (const [k, { rows, columns, firstRow, firstColumn }] of places.entries()) {
        const [own, length] = axis === 1 ? [firstRow, rows] : [firstColumn, columns];
        for (let i = 0; i < length; i++) offsets[own + i] = base + i;
        strides.fill(length, own, own + length);
        const [rowStep, columnStep] = axis === 1 ? [1, rows] : [columns, 1];
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++)
            costs[base + i * rowStep + j * columnStep] = matrices[k].costs[i * columns + j] / units[k];
        }
        base += rows * columns;
      }
      return { costs, lines: joined([owners, offsets, strides]) };
    },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
