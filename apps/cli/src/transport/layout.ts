import { geoCentroid } from 'd3-geo';
import { type Points, pointAt } from '../read/points.js';

/** A place on a picture, in the terms of the data: longitude and latitude, or the values on two axes. */
export type Position = readonly [number, number];

/** Where the points of a transport lie on a picture. */
export interface Layout {
  readonly source: readonly Position[];
  readonly target: readonly Position[];
  /** Whether positions are longitudes and latitudes. */
  readonly geographic: boolean;
}

/**
 * The positions of points: their first two coordinates. Points on a line lie on two rows, sources at 1 and targets at 0;
 * longitudes are counted from 180 degrees west to 180 degrees east of the points' centre, so that neighbours on both sides
 * of the date line have neighbouring longitudes.
 */
export function layOut(source: Points, target: Points): Layout {
  const layout = {
    source: positions(source, 1),
    target: positions(target, 0),
    geographic: source.axes.geographic,
  };
  if (!layout.geographic) return layout;
  const [centre] = centreOf([...layout.source, ...layout.target]);
  const unwrap = ([longitude, latitude]: Position): Position => [
    longitude - 360 * Math.round((longitude - centre) / 360),
    latitude,
  ];
  return { ...layout, source: layout.source.map(unwrap), target: layout.target.map(unwrap) };
}

/** The centre of longitudes and latitudes on the globe; [0, 0] of positions that have none, such as two antipodes. */
export function centreOf(positions: readonly Position[]): Position {
  const [longitude, latitude] = geoCentroid({
    type: 'MultiPoint',
    coordinates: positions.map(([x, y]) => [x, y]),
  });
  return Number.isFinite(longitude) && Number.isFinite(latitude) ? [longitude, latitude] : [0, 0];
}

/** The first two coordinates of points; those on a line lie on a row. */
export function positions(points: Points, row: number): readonly Position[] {
  return Array.from(points.weights, (_, i) => {
    const [x = 0, y = row] = pointAt(points, i);
    return [x, y];
  });
}
