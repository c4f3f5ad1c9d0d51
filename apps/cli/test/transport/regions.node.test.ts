import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/transport/layout.js';
import { regions } from '../../src/transport/regions.js';
import { points } from '../support/solve.js';

const globe = { names: ['lon', 'lat'], geographic: true };
const regionsOf = (
  source: readonly (readonly number[])[],
  target: readonly (readonly number[])[],
  [before, after]: readonly (readonly string[] | undefined)[] = [],
) => {
  const [from, to] = [
    points(source, { ...globe, ...(before ? { places: before } : {}) }),
    points(target, { ...globe, ...(after ? { places: after } : {}) }),
  ];
  const groups = regions(from, to, layOut(from, to));
  return {
    source: [...groups.source].map((group) => groups.names[group]),
    target: [...groups.target].map((group) => groups.names[group]),
  };
};

describe('regions', () => {
  it('takes what follows the last comma of a place', () => {
    const positions = [
      [0, 0],
      [1, 1],
      [2, 2],
    ];
    const before = ['4km W of Castaic, CA', '10km N of A, B, Nevada', 'Fiji'];
    const after = ['5km S of Ensenada, MX', 'Off Kamchatka, Russia', ''];
    expect(regionsOf(positions, positions, [before, after])).toEqual({
      source: ['California', 'Nevada', 'Fiji'],
      target: ['Mexico', 'Russia', 'no place named'],
    });
  });

  it('divides the map into round degrees where there are no places, on both sides of the equator and of Greenwich', () => {
    const { source, target } = regionsOf(
      [
        [-118, 34.5],
        [2, 48],
      ],
      [
        [151, -33.9],
        [-0.1, 51.5],
      ],
    );
    expect(source).toEqual(['20–40°N 100–120°W', '40–60°N 0–20°E']);
    expect(target).toEqual(['20–40°S 140–160°E', '40–60°N 0–20°W']);
  });

  it('makes cells as small as the map, also where places name too few regions to tell', () => {
    const places = ['Volcano, Hawaii', 'Pahala, Hawaii'];
    const north = [
      [-155.25, 19.45],
      [-155.45, 19.25],
    ];
    const south = [
      [-155.95, 20.15],
      [-155.05, 19.55],
    ];
    const { source } = regionsOf(north, south, [places, places]);
    expect(source).toEqual(['19.4–19.5°N 155.2–155.3°W', '19.2–19.3°N 155.4–155.5°W']);
  });

  it('names a place alike whichever way its longitude is counted', () => {
    const before = [
      [179.5, -18],
      [181.9, -17],
    ];
    const after = [
      [179.5, -18],
      [-178.1, -17],
    ];
    const { source, target } = regionsOf(before, after);
    expect(source).toEqual(target);
    expect(source.map((name) => name.at(-1))).toEqual(['E', 'W']);
  });
});
