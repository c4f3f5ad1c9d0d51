import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runMain } from './support/run-main.js';
import { files, runOnFiles as run } from './support/run-on-files.js';

describe('bad input', () => {
  const transport = (...argv: readonly string[]) => ['transport', ...argv];
  it.each([
    [transport('./missing.csv', './b.csv'), './missing.csv: no such file'],
    [
      transport('./bad.csv', './a.csv', '--columns', 'x,y'),
      './bad.csv: line 3: expected a number as "y", got "one"',
    ],
    [transport('./a.csv', './one.csv', '--columns', 'x,y'), './one.csv: expected at least 2 points, got 1'],
    [transport('./a.csv', './b.csv', '--columns', 'x,z'), './a.csv: no column "z"; it has x, y, mass'],
    [
      transport('./north.csv', './north.csv'),
      './north.csv: line 3: expected a latitude in [-90, 90] degrees as "lat", got 99',
    ],
    [
      transport('./owing.csv', './a.csv', '--weight', 'mass'),
      './owing.csv: line 3: expected a weight ≥ 0 as "mass", got -1',
    ],
    [
      transport('./a.txt', './b.csv'),
      './a.txt: unknown extension (known: .csv, .tsv, .tab, .json, .ndjson, .jsonl, .geojson); name the format with --format',
    ],
    [transport('./a.csv', './b.csv', '--split', 'x'), 'expected either a target file or --split, got both'],
    [transport('./a.csv'), 'expected a target file, or --split to divide the source in two'],
    [
      transport('./a.csv', './b.csv', '--split-at', '3'),
      '--split-at: expected --split, which names the column to split by',
    ],
    [transport('./a.csv', './b.csv', '--epsilon', '0'), '--epsilon: expected a number > 0, got "0"'],
    [transport('./a.csv', './b.csv', '--epsilon', ''), '--epsilon: expected a number > 0, got ""'],
    [
      transport('./a.csv', './b.csv', '--threshold', 'small'),
      '--threshold: expected a number > 0, got "small"',
    ],
    [
      transport('./a.csv', './b.csv', '--max-iterations', '1.5'),
      '--max-iterations: expected a whole number > 0, got "1.5"',
    ],
    [transport('./a.csv', './b.csv', '--top-k', '-1'), '--top-k: expected a whole number > 0, got "-1"'],
    [
      transport('./a.csv', './b.csv', '--columns', 'x,,y'),
      '--columns: expected different names with commas between them, got "x,,y"',
    ],
    [
      transport('./a.csv', './b.csv', '--columns', 'x,x'),
      '--columns: expected different names with commas between them, got "x,x"',
    ],
    [
      transport('./a.csv', './b.csv', '--cost', 'taxi'),
      '--cost: expected one of great-circle, squared-euclidean, euclidean, cosine, p-norm:P, got "taxi"',
    ],
    [
      transport('./a.csv', './b.csv', '--mode', 'fast'),
      "option '--mode <form>' argument 'fast' is invalid. Allowed choices are auto, log, kernel.",
    ],
    [
      transport('./a.csv', './b.csv', '--unbalanced', '1.5'),
      '--unbalanced: expected one or two numbers in (0, 1], such as 0.9 or 0.9,1, got "1.5"',
    ],
    [
      transport('./a.csv', './b.csv', '--unbalanced', '0.9,0'),
      '--unbalanced: expected one or two numbers in (0, 1], such as 0.9 or 0.9,1, got "0.9,0"',
    ],
    [
      transport('./a.csv', './b.csv', '--unbalanced', '0.9,0.8,0.7'),
      '--unbalanced: expected one or two numbers in (0, 1], such as 0.9 or 0.9,1, got "0.9,0.8,0.7"',
    ],
    [
      transport('./a.csv', './b.csv', '--unbalanced', '0.9,1', '--divergence'),
      '--divergence: expected one tau for both sides (it is not zero for equal sides otherwise), got --unbalanced 0.9,1',
    ],
    [
      transport('./a.csv', './b.csv', '--barycentre', 'half'),
      '--barycentre: expected a number in [0, 1], got "half"',
    ],
    [
      transport('./a.csv', './b.csv', '--columns', 'x,y', '--barycentre', '--cost', 'euclidean'),
      '--barycentre: expected --cost squared-euclidean (of which means are the best points), got euclidean',
    ],
    [
      transport('./quakes.csv', '--split', 'time', '--barycentre'),
      '--barycentre: expected points of a flat space (means of places on the globe are not known here), got lon, lat; project them, and name the columns other than degrees',
    ],
    [
      transport('./a.csv', './b.csv', '--barycentre', '--unbalanced', '0.9'),
      "option '--barycentre [t]' cannot be used with option '--unbalanced <tau>'",
    ],
    [
      transport('./a.csv', './b.csv', '--initialiser', 'best'),
      "option '--initialiser <name>' argument 'best' is invalid. Allowed choices are zero, auto, staircase, entropicGaussian, gaussian, gaussianMixture, kMeans, subsample, dualSort.",
    ],
    [
      transport('./before.csv', './later.csv', '--batch', 'year'),
      '--batch: expected every "year" in both files; only before.csv has 2018; only later.csv has 2020',
    ],
    [transport('./before.csv', './a.csv', '--batch', 'year'), './a.csv: no column "year"; it has x, y, mass'],
    [
      transport('./before.csv', '--batch', 'year'),
      '--batch: expected a target file that has the column, too',
    ],
    [transport('./before.csv', './after.csv', '--batch', ''), '--batch: expected a column, got ""'],
    [
      transport('./before.csv', '--batch', 'year', '--split', 'x'),
      "option '--batch <column>' cannot be used with option '--split <column>'",
    ],
    [
      transport('./before.csv', './after.csv', '--batch', 'year', '--barycentre'),
      "option '--batch <column>' cannot be used with option '--barycentre [t]'",
    ],
    [
      transport('./before.csv', './after.csv', '--batch', 'year', '--top-k', '3'),
      "option '--batch <column>' cannot be used with option '--top-k <number>'",
    ],
    [
      transport('./a.csv', './b.csv', '--columns', 'x,y', '--initialiser', 'staircase'),
      '--initialiser staircase: expected one coordinate (mass is moved in order there), got 2; use auto or kMeans',
    ],
    [
      transport('./b.csv', './after.csv', '--columns', 'x', '--cost', 'cosine', '--initialiser', 'dualSort'),
      '--initialiser dualSort: expected a cost that grows with the distance, got --cost cosine; use auto or kMeans',
    ],
    [
      transport('./before.csv', './after.csv', '--columns', 'x', '--initialiser', 'dualSort'),
      '--initialiser dualSort: expected as many points on both sides (they are paired), got 5 and 4; use auto or kMeans',
    ],
    [
      transport('./a.csv', './a.csv', '--columns', 'x', '--weight', 'mass', '--initialiser', 'dualSort'),
      '--initialiser dualSort: expected weights that are all the same (points are paired), got others; use auto or kMeans',
    ],
    [
      transport('./a.csv', './b.csv', '--columns', 'x,y', '--cost', 'p-norm:1', '--initialiser', 'gaussian'),
      '--initialiser gaussian: expected --cost squared-euclidean or cosine (Gaussians have a closed form there), got p-norm:1; use auto or kMeans',
    ],
    [
      transport(
        './a.csv',
        './b.csv',
        '--columns',
        'x,y',
        '--unbalanced',
        '0.9',
        '--initialiser',
        'gaussianMixture',
      ),
      '--initialiser gaussianMixture: expected both marginals to be met, got --unbalanced 0.9,0.9; use auto or kMeans',
    ],
    [
      transport(
        './before.csv',
        './after.csv',
        '--columns',
        'x',
        '--batch',
        'year',
        '--initialiser',
        'dualSort',
      ),
      'year = 2018: --initialiser dualSort: expected as many points on both sides (they are paired), got 3 and 2; use auto or kMeans',
    ],
    [transport('./a.csv', './b.csv', '--frobnicate'), "unknown option '--frobnicate'"],
    [transport(), "missing required argument 'source'"],
    [
      transport('./a.csv', './b.csv', './c.csv'),
      "too many arguments for 'transport'. Expected 2 arguments but got 3.",
    ],
    [transport('./a.csv', './b.csv', '--out'), "option '--out <directory>' argument missing"],
    [transport('./a.csv', './b.csv', '--out', ''), '--out: expected a directory, got ""'],
    [['transprot', './a.csv'], "unknown command 'transprot'"],
    [[], 'expected a command; monge --help lists them'],
  ])('%j is told in one line, with exit code 2, and nothing is written', async (argv, message) => {
    const { code, stdout, stderr, directory } = await run(argv);
    expect([code, stdout, stderr]).toEqual([2, '', `monge: ${message}\n`]);
    expect((await readdir(directory)).sort()).toEqual(Object.keys(files).sort());
  });

  it('of the library’s is told alike', async () => {
    const { code, stderr } = await run([
      'transport',
      './a.csv',
      './b.csv',
      '--columns',
      'x,y',
      '--cost',
      'cosine',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^monge: sinkhorn\.pointCloud: expected non-zero points in x .*\n$/);
  });

  it('leaves nothing half-written when a report was asked for', async () => {
    const { code, directory } = await run([
      'transport',
      './bad.csv',
      './a.csv',
      '--columns',
      'x,y',
      '--out',
      './report',
    ]);
    expect(code).toBe(2);
    expect(await readdir(directory)).not.toContain('report');
  });
});

describe('an interruption', () => {
  it('exits 130 and writes nothing', async () => {
    const signal = AbortSignal.abort();
    const { code, stdout, stderr, directory } = await run(
      ['transport', './a.csv', './b.csv', '--out', './report'],
      { signal },
    );
    expect([code, stdout, stderr]).toEqual([130, '', 'monge: interrupted; nothing was written\n']);
    expect(await readdir(directory)).not.toContain('report');
  });
});

describe('help and version', () => {
  it('are printed on stdout, with exit code 0', async () => {
    const { code, stdout, stderr } = await runMain(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('transport [options] <source> [target]');
    expect((await runMain(['transport', '--help'])).stdout).toContain('--epsilon <number>');
    expect(await runMain(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('fit into 80 columns', async () => {
    for (const line of (await runMain(['transport', '--help'])).stdout.split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
  });
});
