import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { drawConvergence } from '../../src/report/convergence.js';
import { points, solved } from '../support/solve.js';

const transport = solved(
  points([[0], [1], [3]], { weights: [5, 1, 2] }),
  points([[2], [4]]),
  'euclidean',
  0.3,
);
const curve = (errors: readonly number[], width = 1000): string => {
  const solution = { ...transport.solution, errors: Float64Array.from(errors), iterations: errors.length };
  return drawConvergence({ ...transport, threshold: 1e-3, solution }, width).markup;
};

describe('drawConvergence', () => {
  it('falls a decade in equal steps', () => {
    const svg = curve([1, 0.1, 0.01, 1e-3]);
    const [, data] = /class="curve" d="M([^"]+)"/.exec(svg)!;
    const heights = data.split('L').map((pixel) => Number(pixel.split(',')[1]));
    const steps = heights.slice(1).map((y, i) => y - heights[i]);
    for (const step of steps) expect(step).toBeCloseTo(steps[0], 0);
    expect(steps[0]).toBeGreaterThan(0);
  });

  it('draws the threshold at its place on the axis', () => {
    const svg = curve([1, 0.1, 0.01, 1e-3]);
    const [, y] = /class="threshold" [^>]*y1="([\d.]+)"/.exec(svg)!;
    const [, data] = /class="curve" d="M([^"]+)"/.exec(svg)!;
    expect(Number(data.split('L').at(-1)!.split(',')[1])).toBe(Number(y));
    expect(svg).toContain('threshold 10⁻³');
  });

  it('marks the last iteration, which is all there is after a single one', () => {
    const [, height] = /class="source" [^>]*cy="([\d.]+)"/.exec(curve([0.01]))!;
    expect(curve([0.01])).toMatch(new RegExp(`class="curve" d="M[\\d.]+,${height}`));
  });

  it('keeps the name of the threshold inside the picture where the threshold is the upper edge', () => {
    const [, line] = /class="threshold" [^>]*y1="([\d.]+)"/.exec(curve([5e-4]))!;
    const [, name] = /class="threshold-name" [^>]*y="([\d.]+)"/.exec(curve([5e-4]))!;
    expect(Number(name)).toBeGreaterThan(Number(line));
  });

  it.each([
    ['one iteration', [0.2]],
    ['an error of zero', [0.2, 0]],
    ['an overflow', [0.2, Number.NaN, Number.POSITIVE_INFINITY]],
    ['three hundred decades', [1, 1e-300]],
  ])('survives %s', (_, errors) => {
    const svg = curve(errors, 358);
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.match(/class="rule"/g)!.length).toBeLessThanOrEqual(9);
  });
});
