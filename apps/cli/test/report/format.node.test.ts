import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatCount,
  formatNumber,
  formatPower,
  formatQuantity,
  formatSeconds,
  formatShare,
} from '../../src/report/format.js';

describe('formatNumber', () => {
  it('is within half a unit of the fourth digit, for any number that is not written as a power', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 9e6, noNaN: true }), (value) => {
        const read = Number(formatNumber(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(
          0.5 * 10 ** (Math.floor(Math.log10(value)) - 3) * (1 + 1e-9),
        );
      }),
    );
  });

  it.each([
    [0, '0'],
    [551.7512, '551.8'],
    [-0.4242, '−0.4242'],
    [9999, '9999'],
    [12345, '12,350'],
    [1.234e-5, '1.2 × 10⁻⁵'],
    [3e12, '3.0 × 10¹²'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('the other formats', () => {
  it('write powers of ten', () => {
    expect([1e-3, 9.3e-4, -2.5e10, 1.5, 1, 0, -Infinity].map(formatPower)).toEqual([
      '10⁻³',
      '9.3 × 10⁻⁴',
      '−2.5 × 10¹⁰',
      '1.5',
      '1',
      '0',
      '−∞',
    ]);
  });

  it('write units, but not of plain numbers', () => {
    expect([formatQuantity(3.5, 'km'), formatQuantity(0.25, '1')]).toEqual(['3.5 km', '0.25']);
  });

  it('write shares and their changes', () => {
    expect([formatShare(0.1234), formatChange(0.01), formatChange(-0.5), formatChange(0)]).toEqual([
      '12.34 %',
      '+1.00 %',
      '−50.00 %',
      '0.00 %',
    ]);
  });

  it('write counts', () => {
    expect([formatCount(1, 'point'), formatCount(0, 'point'), formatCount(12345, 'point')]).toEqual([
      '1 point',
      '0 points',
      '12,345 points',
    ]);
  });

  it('write durations', () => {
    expect([0.1234, 9.99, 59.94, 59.96, 119.7].map(formatSeconds)).toEqual([
      '0.12 s',
      '9.99 s',
      '59.9 s',
      '1 min 0 s',
      '2 min 0 s',
    ]);
  });
});
