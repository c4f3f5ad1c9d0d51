import type { PointCosts } from '@monge/ndarray';
import type { Geometry } from '../../geometry/geometry.js';

/** The costs one by one, as functions of the indices. */
export function costsOneByOne(geometry: Geometry): (i: number, j: number) => number {
  const costs = geometry.costs();
  if (costs.kind === 'stored') return (i, j) => costs.costs[i * costs.columns + j];
  const { kind, factor } = costs;
  const squareOf = squaredDistances(costs);
  if (kind === 'squaredDistance') return (i, j) => factor * squareOf(i, j);
  if (kind === 'distance') return (i, j) => factor * Math.sqrt(squareOf(i, j));
  return (i, j) => 2 * factor * Math.asin(Math.min(1, Math.sqrt(squareOf(i, j)) / 2));
}

function squaredDistances({ x, y, dimension }: PointCosts): (i: number, j: number) => number {
  return (i, j) => {
    let square = 0;
    for (let k = 0; k < dimension; k++) square += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    return square;
  };
}
