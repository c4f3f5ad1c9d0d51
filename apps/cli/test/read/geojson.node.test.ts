import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readGeojson } from '../../src/read/geojson.js';

const point = (coordinates: unknown, properties: unknown = {}) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties,
});
const collection = (...features: unknown[]) =>
  JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
const read = (text: string) => readGeojson('a.geojson', text);

describe('readGeojson', () => {
  it('names the coordinates lon, lat and z, and lets properties follow', () => {
    const { columns, rows } = read(
      collection(point([1, 2, 3], { mag: 4 }), point([5, 6, 7], { place: 'X' })),
    );
    expect(columns).toEqual(['lon', 'lat', 'z', 'mag', 'place']);
    expect(rows).toEqual([
      [1, 2, 3, 4, undefined],
      [5, 6, 7, undefined, 'X'],
    ]);
  });

  it('leaves z out where a point has none', () => {
    expect(read(collection(point([1, 2, 3]), point([4, 5]))).columns).toEqual(['lon', 'lat']);
  });

  it('prefers the geometry to a property of the same name', () => {
    expect(read(collection(point([1, 2], { lon: 9, depth: 3 }))).rows).toEqual([[1, 2, 3]]);
  });

  it('takes features without properties', () => {
    expect(read(collection(point([1, 2], null))).rows).toEqual([[1, 2]]);
  });

  it.each([
    [
      collection(point([1, 2]), { type: 'Feature', geometry: { type: 'Polygon', coordinates: [] } }),
      'a.geojson: line 15 (feature 2): expected a Point, got a Polygon',
    ],
    [
      collection({ type: 'Feature', geometry: null }),
      'a.geojson: line 4 (feature 1): expected a Point, got no geometry',
    ],
    [collection(point([1])), 'a.geojson: line 4 (feature 1): expected a position of two or three numbers'],
    ['{"type": "Feature"}', 'a.geojson: expected a GeoJSON FeatureCollection'],
    ['{"type": }', 'a.geojson: line 1: not valid JSON: value expected'],
  ])('refuses what is no collection of points', (text, message) => {
    expect(() => read(text)).toThrow(new InputError(message));
  });
});
