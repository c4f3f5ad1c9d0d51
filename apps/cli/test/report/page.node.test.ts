import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.js';
import { page } from '../../src/report/page.js';
import { textSummary } from '../../src/report/text.js';
import { divergenceOf } from '../../src/transport/divergence.js';
import type { Solved } from '../../src/transport/solved.js';
import { defaults, points, silent, solved } from '../support/solve.js';

const globe = { names: ['lon', 'lat'], geographic: true };
const places = ['4km W of Castaic, CA', 'Hilo, Hawaii', 'Suva, Fiji', 'Hualien, Taiwan', 'Lima, Peru'];
const positions = [
  [-118.7, 34.5],
  [-155.1, 19.7],
  [178.4, -18.1],
  [121.6, 24],
  [-77, -12],
];
const world = solved(
  points(positions, { ...globe, places, weights: [5, 2, 1, 0, 1], label: 'before' }),
  points(positions, { ...globe, places, weights: [4, 1, 0, 3, 1], label: 'after' }),
  'great-circle',
  100,
);
const evil = '<script>alert("x")</script>';
const flat = solved(
  points(
    [
      [0, 1, 2, 3],
      [1, 1, 4, 5],
    ],
    { names: [evil, 'b', 'c', 'd'], label: evil },
  ),
  points(
    [
      [0, 4, 2, 3],
      [1, 7, 4, 5],
    ],
    { names: [evil, 'b', 'c', 'd'] },
  ),
  'euclidean',
  1,
);
const spread = solved(
  points(positions, { ...globe, places, weights: [5, 2, 1, 0, 1], label: 'before' }),
  points(positions, { ...globe, places, weights: [8, 2, 0, 6, 2], label: 'after' }),
  'great-circle',
  100,
  { tauA: 0.95, tauB: 0.9 },
);
const planar = solved(
  points([
    [0, 1],
    [1, 1],
  ]),
  points([
    [0, 4],
    [1, 7],
  ]),
  'squared-euclidean',
  1,
);
const asked: Solved = {
  ...planar,
  initialiser: 'auto',
  divergence: await divergenceOf(planar, defaults, silent),
  barycentre: { t: 0.3, points: planar.source, status: 'maxIterations', iterations: 200, cost: 1.25 },
};
const stopped: Solved = { ...world, solution: { ...world.solution, status: 'maxIterations' } };
const html = async (transport: Solved, title = 'quakes.csv') =>
  page(transport, await findings(transport, title, 3), title, 'monge transport a b').markup;
const text = async (transport: Solved) =>
  textSummary(transport, await findings(transport, 'quakes.csv', 3), 'quakes.csv');

describe('page', () => {
  it('is well formed, and asks nothing of the network', async () => {
    for (const transport of [world, flat, spread, asked]) {
      const document = await html(transport);
      const [, body] = /<body>(.*)<\/body>/s.exec(document)!;
      expect(XMLValidator.validate(`<body>${body}</body>`)).toBe(true);
      expect(document.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
        /https?:|src=|href=|<script|@import|url\((?!#)/,
      );
      expect(document).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('has no identifier twice', async () => {
    const ids = [...(await html(world)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells of regions, flows, convergence and how it was computed', async () => {
    const document = await html(world);
    for (const part of [
      'California',
      'Hawaii',
      'Largest net moves between regions',
      'L1 marginal error',
      'threshold',
      'monge transport a b',
      '100 km',
    ]) {
      expect(document).toContain(part);
    }
  });

  it('shows the region with most of the mass by itself on a map of the world', async () => {
    expect(await html(world)).toContain('<h2>California</h2>');
  });

  it('says which coordinates of many it draws', async () => {
    expect(await html(flat)).toContain('Drawn are the first two of 4 coordinates.');
  });

  it('escapes names and labels', async () => {
    const document = await html(flat, evil);
    expect(document).not.toContain('<script');
    expect(document).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  });

  it('tells of mass that was created and destroyed, and by which ρ', async () => {
    const document = await html(spread);
    for (const part of [
      'where mass may be created and destroyed',
      '<dt>mass moved</dt>',
      'τ<sub>a</sub> = 0.95 and τ<sub>b</sub> = 0.9',
      'ρ<sub>a</sub> = 1,900 km and ρ<sub>b</sub> = 900 km',
      '<var>ρ<sub>a</sub></var> KL(<var>P</var> 1 | <var>a</var>)',
    ]) {
      expect(document.replaceAll('1900', '1,900')).toContain(part);
    }
    expect(await html(world)).not.toMatch(/created|ρ/);
  });

  it('tells of what was asked for besides, each with its formula and unit', async () => {
    const document = await html(asked);
    for (const part of [
      '<h2>Barycentre</h2>',
      'with weights 0.7 of the source and 0.3 of the target',
      'W²(<var>b</var>, <var>p</var>) = 1.25 units²',
      'They had not come to rest after 200 rounds',
      '<code>barycentre.csv</code>',
      'from the start that suits the problem best',
      '− ½ OT(<var>a</var>, <var>a</var>)',
    ]) {
      expect(document).toContain(part);
    }
    expect(await html(flat)).not.toMatch(/barycentre<|Barycentre|OT\(/);
  });

  it('warns where the iteration did not converge', async () => {
    expect(await html(world)).not.toContain('class="warning"');
    expect(await html(stopped)).toMatch(/class="warning"><strong>NOT CONVERGED after \d+ iterations/);
  });
});

describe('textSummary', () => {
  it('fits into 80 columns, and leaves no blanks at the ends of lines', async () => {
    for (const transport of [world, spread, asked]) {
      for (const line of (await text(transport)).split('\n')) {
        expect(line.length).toBeLessThanOrEqual(80);
        expect(line).toBe(line.trimEnd());
      }
    }
  });

  it('tells what moved where', async () => {
    const summary = await text(world);
    expect(summary).toMatch(/transport cost +[\d,.]+ km/);
    expect(summary).toMatch(/Taiwan +0\.00 % +33\.33 % +\+33\.33 %/);
    expect(summary).toMatch(/net displacement +[\d,.]+ km [NESW]+/);
    expect(summary).toMatch(/status +converged after \d+ iterations?/);
  });

  it('tells what became of the mass where marginals give way, in shares of the source’s', async () => {
    const summary = await text(spread);
    expect(summary).toMatch(/target mass +200\.00 %/);
    expect(summary).toMatch(/Taiwan +0\.00 % +66\.67 % +\+66\.67 %/);
    const share = (name: string) => Number(new RegExp(`mass ${name} +([\\d.]+) %`).exec(summary)![1]);
    expect(100 - share('destroyed') + share('created')).toBeCloseTo(200, 1);
    expect(share('moved')).toBeGreaterThan(50);
  });

  it('tells of what was asked for besides', async () => {
    const summary = await text(asked);
    expect(summary).toMatch(/initialiser +auto +the start that suits the problem best/);
    expect(summary).toMatch(/divergence +[\d.]+ units² +OT\(a, b\) − ½ OT\(a, a\) − ½ OT\(b, b\)/);
    expect(summary).toMatch(/barycentre +2 points +t = 0\.3; NOT AT REST after 200 rounds/);
  });

  it('lists the largest entries of the plan where there are no regions', async () => {
    expect(await text(flat)).toMatch(/1 \(1, 1, 4, …\) +1 \(1, 7, 4, …\) +[\d.]+ % +6 units/);
  });

  it('says in words that the iteration did not converge, by how much, and what to do', async () => {
    expect(await text(stopped)).toMatch(
      /status +NOT CONVERGED after \d+ iterations: error [\d.× ⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+, threshold 10⁻⁹; raise --max-iterations or --epsilon/,
    );
  });
});
