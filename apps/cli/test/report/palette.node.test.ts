import { describe, expect, it } from 'vitest';
import { day, night } from '../../src/report/palette.js';
import { contrast, difference, visions } from '../support/colour-vision.js';

describe.each([
  ['by day', day],
  ['by night', night],
])('the colours %s', (_, palette) => {
  it.each(Object.entries(visions))('of the three sets of points are told apart with %s', (_, vision) => {
    const { source, target, barycentre } = palette;
    for (const [one, other] of [
      [source, target],
      [source, barycentre],
      [target, barycentre],
    ]) {
      expect(difference(one, other, vision)).toBeGreaterThan(25);
    }
  });

  it('stand out from the paper, marks as 3 to 1 and words as 4.5 to 1', () => {
    for (const name of ['source', 'target', 'barycentre'] as const) {
      expect(contrast(palette[name], palette.paper)).toBeGreaterThan(3);
    }
    for (const name of ['ink', 'faint'] as const) {
      expect(contrast(palette[name], palette.paper)).toBeGreaterThan(4.5);
    }
  });
});

describe('difference', () => {
  it('is that of CIELAB', () => {
    expect(difference('#000000', '#ffffff', visions.normal)).toBeCloseTo(100, 1);
    expect(difference('#777777', '#777777', visions.protanopia)).toBe(0);
    // L* 53.24, a* 80.09, b* 67.20.
    expect(difference('#ff0000', '#000000', visions.normal)).toBeCloseTo(Math.hypot(53.24, 80.09, 67.2), 0);
  });
});
