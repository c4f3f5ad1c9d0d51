import { createRequire } from 'node:module';
import { geoArea } from 'd3-geo';
import type { MultiLineString, MultiPolygon, Position } from 'geojson';
import { merge, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** The land of the Earth, and the borders on it. */
export interface Atlas {
  readonly land: MultiPolygon;
  readonly borders: MultiLineString;
}

/** The atlas of Natural Earth at a scale of 1 to 110, 50 or 10 million. */
export function atlas(scale: '110m' | '50m' | '10m'): Atlas {
  // Import attributes for JSON are experimental in Node 20, and print a warning there.
  const topology: Topology<{ countries: GeometryCollection }> = createRequire(import.meta.url)(
    `world-atlas/countries-${scale}.json`,
  );
  const { countries } = topology.objects;
  const polygons = countries.geometries.filter(
    (geometry) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon',
  );
  return {
    land: { type: 'MultiPolygon', coordinates: merge(topology, polygons).coordinates.map(unwound) },
    borders: mesh(topology, countries, (one, other) => one !== other),
  };
}

/** Some islands of the finest scale are wound the wrong way, which makes them all of the globe but themselves. */
const unwound = (rings: Position[][]): Position[][] =>
  geoArea({ type: 'Polygon', coordinates: rings }) > 2 * Math.PI
    ? rings.map((ring) => ring.toReversed())
    : rings;
