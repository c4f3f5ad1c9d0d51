import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreOf, layOut } from '../../src/transport/layout.js';
import { points } from '../support/solve.js';

const globe = { names: ['lon', 'lat'], geographic: true };

describe('layOut', () => {
  it('moves longitudes by whole turns, to within half a turn of the centre', () => {
    const place = fc.tuple(fc.integer({ min: -180, max: 360 }), fc.integer({ min: -90, max: 90 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 2 }), fc.array(place, { minLength: 2 }), (before, after) => {
        const { source, target } = layOut(points(before, globe), points(after, globe));
        const [centre] = centreOf([...source, ...target]);
        [...source, ...target].forEach(([longitude, latitude], i) => {
          const [given, same] = [...before, ...after][i];
          const turns = (longitude - given) / 360;
          expect(turns).toBe(Math.round(turns));
          expect(latitude).toBe(same);
          expect(Math.abs(longitude - centre)).toBeLessThan(180 + 1e-6);
        });
      }),
    );
  });

  it('keeps neighbours across the date line together', () => {
    const { source, target } = layOut(
      points(
        [
          [179, 0],
          [178, 1],
        ],
        globe,
      ),
      points(
        [
          [-179, 0],
          [-178, 1],
        ],
        globe,
      ),
    );
    expect(Math.abs(source[0][0] - target[0][0])).toBe(2);
  });

  it('takes the first two of many coordinates, and puts a single one on two rows', () => {
    expect(layOut(points([[1, 2, 3]]), points([[4, 5, 6]]))).toMatchObject({
      source: [[1, 2]],
      target: [[4, 5]],
    });
    expect(layOut(points([[1]]), points([[4]]))).toMatchObject({ source: [[1, 1]], target: [[4, 0]] });
  });

  it('finds a centre even where there is none', () => {
    expect(
      centreOf([
        [0, 0],
        [180, 0],
      ]),
    ).toEqual([0, 0]);
  });
});
