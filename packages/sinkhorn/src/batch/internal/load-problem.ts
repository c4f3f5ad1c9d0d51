import type { FloatData, PointCosts } from '@monge/ndarray';
import type { Geometry } from '../../geometry/geometry.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Slot, Slots } from './slot.js';

/** Writes the costs and the weights of a problem to a slot. */
export function loadProblem({ geometry, a, b }: LinearProblem, slots: Slots): Slot {
  const [n, m] = geometry.shape;
  const costs = 'costs' in geometry ? geometry.costs() : undefined;
  const slot = slots(n, m, costs?.kind === 'squaredDistance' ? costs.dimension : 0);
  if (costs?.kind === 'squaredDistance') loadPoints(slot, costs);
  else if (costs?.kind === 'stored') loadMatrix(slot, costs.costs);
  else loadRows(slot, geometry);
  slot.a.values.set(a);
  slot.b.values.set(b);
  return slot;
}

function loadPoints(
  { kernels, rows, columns, paddedColumns, costs, x, y }: Slot,
  { x: sources, y: targets, dimension, factor }: PointCosts,
): void {
  x.values.set(sources);
  for (let j = 0, at = 0; j < columns; j++) {
    for (let k = 0; k < dimension; k++, at++) y.values[k * paddedColumns + j] = targets[at];
  }
  kernels.squaredDistances(rows, columns, paddedColumns, dimension, x.at, y.at, factor, costs.at);
}

function loadMatrix({ rows, columns, paddedColumns, costs }: Slot, matrix: FloatData): void {
  if (columns === paddedColumns) {
    costs.values.set(matrix);
    return;
  }
  for (let i = 0; i < rows; i++) {
    const [from, to] = [i * columns, i * paddedColumns];
    for (let j = 0; j < columns; j++) costs.values[to + j] = matrix[from + j];
  }
}

function loadRows({ rows, columns, paddedColumns, costs }: Slot, geometry: Geometry): void {
  for (let i = 0; i < rows; i++) {
    const first = i * paddedColumns;
    geometry.costRow(i, costs.values.subarray(first, first + columns));
  }
}
