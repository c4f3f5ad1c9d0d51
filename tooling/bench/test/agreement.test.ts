import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireAgreement } from '../src/agreement.js';

describe('requireAgreement', () => {
  it('gives the largest difference, relative to the largest number expected', () => {
    expect(requireAgreement('peer', [1, 2.5, -4], [1, 2, -4], 0.2)).toBe(0.125);
    expect(requireAgreement('peer', [0, 0], [0, 0], 0)).toBe(0);
  });

  it('does not depend on the scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (exponent) => {
        const scale = 2 ** exponent;
        expect(requireAgreement('peer', [3 * scale, scale], [4 * scale, scale], 1)).toBe(0.25);
      }),
    );
  });

  it.each([
    ['a number that is too far off', [1, 2.1], [1, 2]],
    ['NaN, wherever it is', [Number.NaN, 1, 2], [0, 1, 2]],
    ['NaN before a difference', [Number.NaN, 9, 2], [0, 1, 2]],
    ['answers that are too short', [1], [1, 2]],
    ['answers that are too long', [1, 2, 3], [1, 2]],
    ['anything but zero, where zeros are expected', [0, 1e-9], [0, 0]],
  ])('refuses %s', (_, answer, expected) => {
    expect(() => requireAgreement('peer', answer, expected, 0.01)).toThrow(/^peer: expected/);
  });
});
