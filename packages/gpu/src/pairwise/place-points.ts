import type { PointCosts } from '@monge/ndarray';

/** Points in float32, and the factor by which costs between them are too small. */
export interface PlacedPoints {
  readonly rows: Float32Array;
  readonly columns: Float32Array;
  readonly unit: number;
}

/** Points around their mean, since float32 has more digits to give near the origin, and in a unit of their own, since their squares have to be numbers. */
export function placePoints({ kind, factor, dimension, x, y }: PointCosts): PlacedPoints {
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
  const place = (points: ArrayLike<number>) =>
    Float32Array.from(points, (value, i) => (value - origin[i % dimension]) / extent);
  return {
    rows: place(x),
    columns: place(y),
    unit: factor * (kind === 'squaredDistance' ? extent ** 2 : extent),
  };
}
