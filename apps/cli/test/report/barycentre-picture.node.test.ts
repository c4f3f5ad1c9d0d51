import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Points } from '../../src/read/points.js';
import { drawBarycentre } from '../../src/report/barycentre-picture.js';
import { layOut } from '../../src/transport/layout.js';
import { points, solved } from '../support/solve.js';

const between = (found: Points, t = 0.5) =>
  ({ t, points: { ...found, label: 'barycentre' }, status: 'converged', iterations: 2, cost: 1 }) as const;
const circles = (svg: string, name: string) =>
  [
    ...svg.matchAll(new RegExp(`<circle class="${name}" cx="([-\\d.]+)" cy="([-\\d.]+)" r="([\\d.]+)"`, 'g')),
  ].map(([, x, y, r]) => ({ x: Number(x), y: Number(y), r: Number(r) }));
const draw = (source: Points, target: Points, found: Points, width: number, t?: number) =>
  drawBarycentre(
    solved(source, target, 'squared-euclidean', 1),
    between(found, t),
    layOut(source, target),
    width,
  ).markup;

const source = points(
  [
    [0, 0],
    [1, 2],
    [3, 1],
  ],
  { label: '"before" <i>' },
);
const target = points(
  [
    [8, 0],
    [9, 3],
  ],
  { label: 'after' },
);
const middle = points(
  [
    [4, 0],
    [5, 2.5],
  ],
  { weights: [3, 1] },
);

describe('drawBarycentre', () => {
  it.each([1000, 358])('draws all three sets within a sheet %s pixels wide, and names them', (width) => {
    const svg = draw(source, target, middle, width);
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<i>/);
    const height = Number(/ height="(\d+)"/.exec(svg)![1]);
    for (const [name, count] of [
      ['source', 3],
      ['target', 2],
      ['barycentre', 2],
    ] as const) {
      const drawn = circles(svg, name);
      // One is the legend's.
      expect(drawn).toHaveLength(count + 1);
      for (const { x, y, r } of drawn) {
        expect(Math.min(x - r, width - x - r, y - r, height - y - r)).toBeGreaterThan(0);
      }
    }
    expect(svg).toContain('>source: &quot;before&quot; &lt;i&gt;, 3 points<');
    expect(svg).toContain('>barycentre, 2 points<');
  });

  it('puts points where their coordinates are, and heavy ones larger', () => {
    const svg = draw(source, target, middle, 1000);
    const [light, heavy] = [circles(svg, 'barycentre')[1], circles(svg, 'barycentre')[0]];
    expect(heavy.r / light.r).toBeCloseTo(Math.sqrt(3), 1);
    const [origin] = circles(svg, 'source');
    const [far] = circles(svg, 'target');
    // x = 4 is half of the way from 0 to 8.
    expect(heavy.x).toBeCloseTo((origin.x + far.x) / 2, 0);
  });

  it('puts the barycentre of points on a line between their two rows', () => {
    const line = (values: readonly number[]) => points(values.map((value) => [value]));
    const svg = draw(line([0, 1]), line([4, 5]), line([1, 2]), 1000, 0.25);
    const [[above], [below], [between]] = ['source', 'target', 'barycentre'].map((name) =>
      circles(svg, name),
    );
    expect((between.y - above.y) / (below.y - above.y)).toBeCloseTo(0.25, 2);
  });
});
