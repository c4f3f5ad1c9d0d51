import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.js';
import { drawPicture } from '../../src/report/picture.js';
import type { Solved } from '../../src/transport/solved.js';
import { points, solved } from '../support/solve.js';

const globe = { names: ['lon', 'lat'], geographic: true };

/** Points on a spiral, for no two to be alike. */
const spiral = (n: number, radius: number, [x, y]: readonly [number, number]) =>
  Array.from({ length: n }, (_, i) => [
    x + radius * Math.sqrt(i / n) * Math.cos(2.4 * i),
    y + radius * Math.sqrt(i / n) * Math.sin(2.4 * i),
  ]);

const picture = async (transport: Solved, width = 1000, heading = false) => {
  const { scene } = await findings(transport, 'a → b', 3);
  return drawPicture(transport, scene, width, heading).markup;
};
const count = (svg: string, pattern: RegExp): number => svg.match(pattern)?.length ?? 0;
const circles = (svg: string) =>
  [...svg.matchAll(/<circle class="(\w+)" cx="([-\d.]+)" cy="([-\d.]+)"/g)].map(([, name, x, y]) => ({
    name,
    x: Number(x),
    y: Number(y),
  }));

const flat = solved(points(spiral(40, 1, [0, 0])), points(spiral(60, 2, [5, 1])), 'squared-euclidean', 0.5);
const regional = solved(
  points(spiral(40, 3, [-120, 37]), globe),
  points(spiral(50, 4, [-118, 36]), globe),
  'great-circle',
  20,
);
const worldwide = solved(
  points(spiral(40, 60, [170, -20]), globe),
  points(spiral(50, 50, [-160, 10]), globe),
  'great-circle',
  300,
);
const line = solved(points([[0], [1], [3]]), points([[7], [8]]), 'euclidean', 0.5);

describe('drawPicture', () => {
  it.each([
    ['a scatter', flat, 40, 60],
    ['a line', line, 3, 2],
    ['a regional map', regional, 40, 50],
    ['a map of the world', worldwide, 40, 50],
  ] as const)(
    'draws every point of %s within the sheet, on its own and on a phone',
    async (_, transport, n, m) => {
      for (const [width, heading] of [
        [1000, true],
        [358, false],
      ] as const) {
        const svg = await picture(transport, width, heading);
        expect(XMLValidator.validate(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        const [, left, top, w, h] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg)!.map(Number);
        // One of each colour is the legend's.
        expect(count(svg, /<circle class="source"/g)).toBe(n + 1);
        expect(count(svg, /<circle class="target"/g)).toBe(m + 1);
        for (const { x, y } of circles(svg)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(left + w);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(top + h);
        }
      }
    },
  );

  it('asks nothing of the network', async () => {
    for (const transport of [flat, regional, worldwide]) {
      const svg = await picture(transport);
      expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
        /https?:|href=|@import|url\((?!#)/,
      );
    }
  });

  it('refers to gradients that it has, each once', async () => {
    const svg = await picture(flat);
    const ids = [...svg.matchAll(/<linearGradient id="([^"]+)"/g)].map(([, id]) => id);
    const uses = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(uses.toSorted()).toEqual(ids.toSorted());
  });

  it('draws flows in proportion to their mass, from a source to a target', async () => {
    const left = [
      [0, 0],
      [0, 4],
      [0, 8],
      [0, 12],
    ];
    const right = left.map(([, y]) => [9, y + 1]);
    const weights = [8, 4, 2, 1];
    const simple = solved(points(left, { weights }), points(right, { weights }), 'squared-euclidean', 0.5);
    const svg = await picture(simple);
    const line = /<path d="M([\d.]+),[\d.]+L([\d.]+),[\d.]+" stroke="url[^"]+" stroke-opacity="([\d.]+)"/g;
    const lines = [...svg.matchAll(line)].map(([, x1, x2, opacity]) => ({
      x1: Number(x1),
      x2: Number(x2),
      opacity: Number(opacity),
    }));
    expect(lines).toHaveLength(4);
    // The faintest first, the strongest on top; as much ink as the effective number of flows, 15² / 85.
    const [d, c, b, a] = lines.map(({ opacity }) => opacity);
    expect([c / d, b / c].map(Math.round)).toEqual([2, 2]);
    expect(a).toBe(1);
    expect(a + b + c + d).toBeCloseTo(225 / 85, 1);
    for (const { x1, x2 } of lines) expect(x1).toBeLessThan(x2);
  });

  it.each([
    ['on one scale where the units are alike', 2, true],
    ['each on its own scale where they are not', 100, false],
  ])('draws the axes of a scatter %s', async (_, height, same) => {
    const corners = points([
      [0, 0],
      [1, 0],
      [0, height],
    ]);
    const drawn = circles(await picture(solved(corners, corners, 'euclidean', 1)));
    const [origin, right, up] = drawn.filter(({ name }) => name === 'source');
    const stretch = ((right.x - origin.x) * height) / (origin.y - up.y);
    expect(Math.abs(stretch - 1) < 0.01).toBe(same);
  });

  it('names axes, sides and unit of opacity, and escapes what comes from the data', async () => {
    const named = { names: ['<speed>', 'a & b'] };
    const source = points(
      [
        [0, 1],
        [2, 3],
      ],
      { ...named, label: '"before" <i>' },
    );
    const svg = await picture(
      solved(
        source,
        points(
          [
            [4, 5],
            [6, 8],
          ],
          named,
        ),
        'euclidean',
        1,
      ),
    );
    expect(XMLValidator.validate(svg)).toBe(true);
    const texts = JSON.stringify(new XMLParser({ processEntities: true }).parse(svg));
    for (const text of [
      '<speed>',
      'a & b',
      'before',
      'source: ',
      'target: points, 2 points',
      'net flow; opacity ∝ mass',
    ]) {
      expect(texts).toContain(JSON.stringify(text).slice(1, -1));
    }
    expect(svg).not.toContain('<speed>');
  });

  it('draws heavy points larger than light ones', async () => {
    const weighted = solved(
      points(
        [
          [0, 0],
          [1, 1],
        ],
        { weights: [9, 1] },
      ),
      points([
        [2, 0],
        [3, 1],
      ]),
      'euclidean',
      1,
    );
    const radii = [...(await picture(weighted)).matchAll(/<circle class="source"[^>]* r="([\d.]+)"/g)].map(
      ([, r]) => Number(r),
    );
    expect(radii[0] / radii[1]).toBeCloseTo(3, 0);
  });

  it('labels the degrees of a regional map', async () => {
    const svg = await picture(regional);
    expect(svg).toMatch(/>120°W</);
    expect(svg).toMatch(/>3[4-8]°N</);
  });

  it('labels the date line, where east becomes west', async () => {
    const pacific = solved(
      points(spiral(40, 3, [178, -18]), globe),
      points(spiral(40, 3, [-178, -20]), globe),
      'great-circle',
      20,
    );
    expect(await picture(pacific)).toMatch(/>180°</);
  });

  it('thins out crowds', async () => {
    const many = solved(
      points(spiral(4500, 1, [0, 0])),
      points(spiral(5, 1, [3, 0])),
      'squared-euclidean',
      5,
    );
    expect(count(await picture(many), /<circle class="source"/g)).toBe(2250 + 1);
  });

  it.each([
    [
      'points that are all the same',
      [
        [1, 2],
        [1, 2],
      ],
      [
        [1, 2],
        [1, 2],
      ],
    ],
    [
      'antipodes',
      [
        [0, 0],
        [180, 0],
      ],
      [
        [0, 0],
        [180, 0],
      ],
    ],
    [
      'poles',
      [
        [0, 90],
        [120, -90],
      ],
      [
        [7, 89],
        [10, -89],
      ],
    ],
    [
      'neighbours across the date line',
      [
        [179.9, 0],
        [-179.9, 0],
      ],
      [
        [179.8, 1],
        [-179.8, 1],
      ],
    ],
  ])('draws %s', async (_, source, target) => {
    const svg = await picture(solved(points(source, globe), points(target, globe), 'great-circle', 10));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(count(svg, /<circle class="source"/g)).toBe(3);
  });

  it('keeps neighbours across the date line on a map of their region', async () => {
    const source = points(
      [
        [179.9, 0],
        [-179.9, 0],
      ],
      globe,
    );
    const svg = await picture(
      solved(
        source,
        points(
          [
            [179.8, 1],
            [-179.8, 1],
          ],
          globe,
        ),
        'great-circle',
        10,
      ),
    );
    expect(svg).not.toContain('<path class="ocean"');
  });
});
