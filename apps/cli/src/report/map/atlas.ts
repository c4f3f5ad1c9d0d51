import { createRequire } from 'node:module';
import type { FeatureCollection, MultiLineString } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** The land of the Earth, and the borders on it. */
export interface Atlas {
  readonly land: FeatureCollection;
  readonly borders: MultiLineString;
}

/**
 * The atlas of Natural Earth at a scale of 1 to 110 or 50 million. (At 1 to 10 million some of its islands are wound the
 * wrong way, and reading it takes longer than most transports.)
 */
export function atlas(scale: '110m' | '50m'): Atlas {
  // Import attributes for JSON are experimental in Node 20, and print a warning there.
  const topology: Topology<{ countries: GeometryCollection; land: GeometryCollection }> = createRequire(
    import.meta.url,
  )(`world-atlas/countries-${scale}.json`);
  const { countries, land } = topology.objects;
  return {
    land: feature(topology, land),
    borders: mesh(topology, countries, (one, other) => one !== other),
  };
}
