import { normal, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { requireNormal } from '../src/suites/engine/normals/require-normal.js';

const n = 20_000;

describe('requireNormal', () => {
  it('accepts standard normals', () => {
    expect(() => requireNormal('ours', normal(1, n).data)).not.toThrow();
  });

  it.each([
    ['a shifted mean', normal(2, n, { mean: 0.1 }).data],
    ['another variance', normal(3, n, { std: 1.1 }).data],
    ['skewness', normal(4, n).data.map((z) => (z * z - 1) / Math.SQRT2)],
    ['thin tails', uniform(5, n, { low: -Math.sqrt(3), high: Math.sqrt(3) }).data],
    ['NaN', new Float64Array(n).fill(Number.NaN)],
    ['nothing at all', new Float64Array(0)],
  ])('refuses %s', (_, values) => {
    expect(() => requireNormal('peer', values)).toThrow(/^peer: expected/);
  });
});
