import { createRequire } from 'node:module';
import type { MultiLineString, MultiPolygon } from 'geojson';
import { merge, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/**
 * The land of the Earth and the borders on it, from Natural Earth at a scale of 1 to 110 or 50 million. (Of the atlas' finest
 * scale, 1 to 10 million, some polygons are wound the wrong way, and cover the globe.)
 */
export function world(scale: '110m' | '50m'): { land: MultiPolygon; borders: MultiLineString } {
  // Import attributes for JSON are experimental in Node 20, and print a warning there.
  const atlas: Atlas = createRequire(import.meta.url)(`world-atlas/countries-${scale}.json`);
  const { countries } = atlas.objects;
  const polygons = countries.geometries.filter(
    (geometry) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon',
  );
  return {
    land: merge(atlas, polygons),
    borders: mesh(atlas, countries, (one, other) => one !== other),
  };
}
