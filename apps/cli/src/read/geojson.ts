import { InputError } from '../input-error.js';
import { parseJson, whereInJson } from './parse-json.js';
import { isFields } from './records.js';
import type { Table } from './table.js';

interface Features {
  readonly features: readonly unknown[];
}

/** Whether parsed JSON is a GeoJSON FeatureCollection (RFC 7946, section 3.3). */
export const isFeatureCollection = (value: unknown): value is Features =>
  isFields(value) && value.type === 'FeatureCollection' && Array.isArray(value.features);

/** Reads a GeoJSON FeatureCollection of Points; see `readFeatures`. */
export function readGeojson(path: string, text: string): Table {
  const value = parseJson(path, text);
  if (isFeatureCollection(value)) return readFeatures(path, text, value);
  throw new InputError(`${path}: expected a GeoJSON FeatureCollection`);
}

/**
 * The table of a FeatureCollection of Points: `lon`, `lat`, `z` where every point has a third coordinate, then
 * the properties; a property of the same name as a coordinate gives way to it.
 *
 * @throws InputError naming the first feature that is not a Point.
 */
export function readFeatures(path: string, text: string, { features }: Features): Table {
  const whereIs = (row: number): string => whereInJson(text, 'feature', ['features'], row);
  const positions = features.map((feature, row) => {
    const geometry = isFields(feature) ? feature.geometry : undefined;
    const type = isFields(geometry) ? geometry.type : undefined;
    const position = isFields(geometry) ? geometry.coordinates : undefined;
    if (type === 'Point' && Array.isArray(position) && position.length >= 2)
      return position as readonly unknown[];
    const got = typeof type === 'string' ? `a ${type}` : 'no geometry';
    const what = type === 'Point' ? 'a position of two or three numbers' : `a Point, got ${got}`;
    throw new InputError(`${path}: ${whereIs(row)}: expected ${what}`);
  });
  const properties = features.map((feature) =>
    isFields(feature) && isFields(feature.properties) ? feature.properties : {},
  );
  const solid = positions.length > 0 && positions.every((position) => position.length > 2);
  const axes = solid ? ['lon', 'lat', 'z'] : ['lon', 'lat'];
  const names = [...new Set(properties.flatMap(Object.keys))].filter((name) => !axes.includes(name));
  const rows = positions.map((position, row) => [
    ...axes.map((_, axis) => position[axis]),
    ...names.map((name) => properties[row]?.[name]),
  ]);
  return { path, columns: [...axes, ...names], rows, whereIs };
}
