import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runMain } from './support/run-main.js';
import { temporaryFiles } from './support/temporary-files.js';

const files = {
  'a.csv': 'x,y,mass\n0,0,1\n1,0,2\n0,1,1\n',
  'b.csv': 'x,y,mass\n5,5,1\n6,5,1\n',
  'quakes.csv':
    'time,lon,lat,place\n2018-02-01,-118,34,"1km W of A, CA"\n2018-02-02,178,-18,"B, Fiji"\n2018-02-05,121,24,"C, Taiwan"\n2018-02-06,-155,19,"D, Hawaii"\n',
  'before.csv': 'x,y,mass,year\n0,0,1,2018\n1,0,2,2018\n0,1,1,2019\n3,1,1,2019\n4,0,1,2018\n',
  'after.csv': 'x,y,mass,year\n5,5,4,2019\n6,5,4,2019\n7,1,2,2018\n8,3,2,2018\n',
  'later.csv': 'x,y,mass,year\n5,5,4,2019\n6,5,4,2019\n7,1,2,2020\n8,3,2,2020\n',
  'bad.csv': 'x,y\n0,0\n1,one\n',
  'one.csv': 'x,y\n0,0\n',
  'north.csv': 'lon,lat\n0,0\n0,99\n',
  'owing.csv': 'x,y,mass\n0,0,1\n1,1,-1\n',
  'a.txt': 'x,y\n0,0\n1,1\n',
};

/** Runs `monge` on files, named in the arguments as `./name`. */
async function run(argv: readonly string[], options: Parameters<typeof runMain>[1] = {}) {
  const directory = await temporaryFiles(files);
  const done = await runMain(
    argv.map((word) => word.replace(/^\.\//, `${directory}/`)),
    options,
  );
  return { ...done, directory, stderr: done.stderr.replaceAll(`${directory}/`, './') };
}

describe('monge transport', () => {
  it('prints a summary, and nothing on stderr where that is no terminal', async () => {
    const { code, stdout, stderr } = await run(['transport', './a.csv', './b.csv', '--columns', 'x,y']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^a\.csv → b\.csv\n\n {2}source +3 points +a\.csv\n {2}target +2 points +b\.csv\n/,
    );
    expect(stdout).toMatch(/\n {2}cost +squared-euclidean +\|x − y\|²\n/);
    expect(stdout).toMatch(/\n {2}status +converged after \d+ iterations?\n/);
  });

  it('draws a progress bar on a terminal, on stderr alone', async () => {
    const { stdout, stderr } = await run(['transport', './a.csv', './b.csv'], { terminal: true });
    expect(stderr).toMatch(/error .* → 1e-3 · iteration 1 of 2000/);
    expect(stdout).not.toContain('\u001b');
  });

  it('splits one file in two', async () => {
    const { code, stdout } = await run(['transport', './quakes.csv', '--split', 'time']);
    expect(code).toBe(0);
    expect(stdout).toContain('time < 2018-02-03 12:00 UTC');
    expect(stdout).toMatch(/Fiji +50\.00 % +0\.00 % +−50\.00 %/);
    expect(stdout).toMatch(/Fiji +Taiwan +[\d.]+ % +[\d,]+ km/);
  });

  it('weighs points by a column', async () => {
    const { stdout } = await run(['transport', './a.csv', './b.csv', '--weight', 'mass', '--json']);
    const uniform = await run(['transport', './a.csv', './b.csv', '--columns', 'x,y', '--json']);
    const cost = (text: string) => (JSON.parse(text) as { cost: number }).cost;
    // Under squared Euclidean costs: |mean(y) − mean(x)|² + the spread, here with and without weights.
    expect(cost(stdout)).toBeGreaterThan(45);
    expect(cost(stdout)).not.toBeCloseTo(cost(uniform.stdout), 3);
  });

  it('exits 0 where it did not converge, and says so', async () => {
    const argv = [
      'transport',
      './a.csv',
      './b.csv',
      '--columns',
      'x,y',
      '--max-iterations',
      '1',
      '--threshold',
      '1e-15',
      '--epsilon',
      '0.01',
    ];
    const { code, stdout } = await run(argv);
    expect(code).toBe(0);
    expect(stdout).toContain('NOT CONVERGED after 1 iteration: error ');
    const { stdout: json } = await run([...argv, '--json']);
    expect(JSON.parse(json)).toMatchObject({ status: 'maxIterations', iterations: 1 });
  });

  it('quotes no path of the machine in the title', async () => {
    expect((await run(['transport', './a.csv', './b.csv'])).stdout.split('\n')[0]).toBe('a.csv → b.csv');
  });
});

describe('--unbalanced', () => {
  const argv = ['transport', './before.csv', './after.csv', '--columns', 'x,y', '--json'];
  interface Found {
    readonly mass: { readonly moved: number; readonly created: number; readonly destroyed: number };
  }
  const massOf = async (...options: readonly string[]) =>
    (JSON.parse((await run([...argv, ...options])).stdout) as Found).mass;

  it('tells how much mass was moved, created and destroyed', async () => {
    const uniform = await massOf('--unbalanced', '0.9');
    expect(1 - uniform.destroyed + uniform.created).toBeCloseTo(1, 9);
    // The masses are 6 and 12.
    const weighted = await massOf('--unbalanced', '0.9', '--weight', 'mass');
    expect(1 - weighted.destroyed + weighted.created).toBeCloseTo(2, 9);
    expect(weighted.moved).toBeGreaterThan(uniform.moved);
    expect(weighted.created).toBeGreaterThan(0.9);
  });

  it('holds a side whose tau is 1, and both without it', async () => {
    const { moved, destroyed, created } = await massOf('--unbalanced', '0.9,1', '--threshold', '1e-9');
    expect(moved).toBeCloseTo(1, 7);
    expect(destroyed).toBeCloseTo(created, 9);
    const held = await massOf('--unbalanced', '1', '--weight', 'mass', '--threshold', '1e-9');
    expect(held.moved).toBeCloseTo(1, 9);
    expect(held.created + held.destroyed).toBeCloseTo(0, 7);
    expect(await massOf('--weight', 'mass')).toBeUndefined();
  });

  it('is told in the summary and the report', async () => {
    const { stdout, directory } = await run([
      ...argv.filter((word) => word !== '--json'),
      '--unbalanced',
      '0.9',
      '--out',
      './report',
    ]);
    expect(stdout).toMatch(/\n {2}tau +0\.9 +ρ KL of a marginal, ρ = [\d.]+ units²\n/);
    expect(stdout).toMatch(/\n {2}mass destroyed +[\d.]+ % /);
    const html = await readFile(`${directory}/report/report.html`, 'utf8');
    expect(html).toContain('<dt>mass moved</dt>');
    expect(html).toContain('τ<sub>a</sub> = 0.9');
  });
});

describe('--divergence', () => {
  it('is in the summary, the JSON and the report, with formula and unit', async () => {
    const argv = ['transport', './before.csv', './after.csv', '--columns', 'x,y', '--divergence'];
    const { divergence } = JSON.parse((await run([...argv, '--json'])).stdout) as { divergence: number };
    expect(divergence).toBeGreaterThan(1);
    const { stdout, directory } = await run([...argv, '--out', './report']);
    expect(stdout).toMatch(/\n {2}divergence +[\d.]+ units² +OT\(a, b\) − ½ OT\(a, a\) − ½ OT\(b, b\)\n/);
    const html = await readFile(`${directory}/report/report.html`, 'utf8');
    expect(html).toMatch(/− ½ OT\(<var>b<\/var>, <var>b<\/var>\) = [\d.]+ units²/);
    expect(html).toContain('<dt>divergence</dt>');
    const same = await run([
      'transport',
      './before.csv',
      './before.csv',
      '--columns',
      'x,y',
      '--divergence',
      '--json',
    ]);
    expect((JSON.parse(same.stdout) as { divergence: number }).divergence).toBeCloseTo(0, 4);
  });
});

describe('--barycentre', () => {
  const argv = ['transport', './before.csv', './after.csv', '--columns', 'x,y'];

  it('writes its points and draws them', async () => {
    const { stdout, directory } = await run([...argv, '--barycentre', '--out', './report']);
    expect(stdout).toMatch(/\n {2}barycentre +4 points +t = 0\.5; at rest after \d+ rounds?\n/);
    expect(stdout).toContain('report.html, picture.svg, plan.csv, barycentre.csv');
    const csv = await readFile(`${directory}/report/barycentre.csv`, 'utf8');
    expect(csv).toMatch(/^x,y,mass\n([-\d.]+,[-\d.]+,0\.25\n){4}$/);
    const html = await readFile(`${directory}/report/report.html`, 'utf8');
    expect(html).toContain('<h2>Barycentre</h2>');
    expect(html.match(/<circle class="barycentre"/g)).toHaveLength(2 * (4 + 1));
  });

  it('lies where t says', async () => {
    const found = async (t: string) =>
      (
        JSON.parse((await run([...argv, '--json', '--barycentre', t])).stdout) as {
          barycentre: { t: number; cost: number };
        }
      ).barycentre;
    expect((await found('0.25')).t).toBe(0.25);
    expect((await found('1')).cost).toBeCloseTo(0, 6);
  });
});

describe('--initialiser', () => {
  it('starts the iteration elsewhere, and is told', async () => {
    const argv = ['transport', './before.csv', './after.csv', '--columns', 'x,y', '--threshold', '1e-9'];
    const { code, stdout } = await run([...argv, '--initialiser', 'entropicGaussian', '--divergence']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n {2}initialiser +entropicGaussian +the entropic potentials of Gaussians\n/);
  });
});

describe('--batch', () => {
  const argv = ['transport', './before.csv', './after.csv', '--columns', 'x,y', '--batch', 'year'];

  it('prints a table with a line for each group', async () => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^before\.csv → after\.csv\n\n {2}groups +2 problems +one for each "year"\n/);
    expect(stdout).toContain('\nTransport by year, costs in units²\n');
    expect(stdout).toMatch(/\n {2}2018 +3 +2 +[\d.]+ +[\d.]+ +\d+\n {2}2019 +2 +2 +[\d.]+ +[\d.]+ +\d+\n$/);
  });

  it('prints a JSON object a line, each as the transport of that group alone', async () => {
    const { stdout } = await run([
      ...argv,
      '--json',
      '--threshold',
      '1e-9',
      '--divergence',
      '--weight',
      'mass',
      '--unbalanced',
      '0.9',
    ]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ group, n, m }) => [group, n, m])).toEqual([
      ['2018', 3, 2],
      ['2019', 2, 2],
    ]);
    for (const { divergence, mass, status } of lines) {
      expect([typeof divergence, typeof mass, status]).toEqual(['number', 'object', 'converged']);
    }
  });

  it('writes batch.csv', async () => {
    const { stdout, directory } = await run([...argv, '--out', './report']);
    expect(stdout).toContain(`\nwritten to ${directory}/report: batch.csv\n`);
    expect(await readdir(`${directory}/report`)).toEqual(['batch.csv']);
    expect(await readFile(`${directory}/report/batch.csv`, 'utf8')).toMatch(
      /^year,n,m,epsilon,cost,regularised_cost,iterations,source_error,target_error,status\n2018,3,2,.*,converged\n2019,2,2,.*,converged\n$/,
    );
  });
});

describe('--json', () => {
  it('prints one object on one line, with these members, and draws no progress', async () => {
    const { code, stdout, stderr } = await run(['transport', './quakes.csv', '--split', 'time', '--json'], {
      terminal: true,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const number = expect.any(Number) as number;
    expect(JSON.parse(stdout)).toStrictEqual({
      cost: number,
      regularisedCost: number,
      epsilon: number,
      status: 'converged',
      iterations: number,
      marginalErrors: { source: number, target: number },
      seconds: number,
      executor: expect.stringMatching(/^(wasm|javascript)$/) as string,
      threads: number,
      n: 2,
      m: 2,
      costName: 'great-circle',
      unit: 'km',
    });
  });

  it('agrees with the options', async () => {
    const argv = [
      'transport',
      './a.csv',
      './b.csv',
      '--columns',
      'y,x',
      '--cost',
      'p-norm:3',
      '--epsilon',
      '0.5',
      '--json',
    ];
    for (const mode of ['log', 'kernel']) {
      const result = JSON.parse((await run([...argv, '--mode', mode, '--threshold', '1e-10'])).stdout) as {
        cost: number;
        marginalErrors: { source: number; target: number };
      };
      expect(result).toMatchObject({ epsilon: 0.5, costName: 'p-norm:3', unit: 'units^3', n: 3, m: 2 });
      expect(result.marginalErrors.target).toBeLessThan(1e-9);
    }
  });
});

describe('--out', () => {
  it('writes the report, the picture and the plan', async () => {
    const { code, stdout, directory } = await run([
      'transport',
      './quakes.csv',
      '--split',
      'time',
      '--top-k',
      '1',
      '--out',
      './report',
    ]);
    expect(code).toBe(0);
    expect((await readdir(`${directory}/report`)).sort()).toEqual(['picture.svg', 'plan.csv', 'report.html']);
    expect(stdout).toContain(`written to ${directory}/report: report.html, picture.svg, plan.csv`);
    const plan = await readFile(`${directory}/report/plan.csv`, 'utf8');
    expect(plan.trim().split('\n')).toHaveLength(1 + 2);
    expect(plan).toMatch(
      /^source,target,source_lon,source_lat,target_lon,target_lat,mass,cost\n0,[23],-118,34,/,
    );
    const html = await readFile(`${directory}/report/report.html`, 'utf8');
    expect(html).toContain('<code>monge transport ');
    expect(html).toContain('--split time --top-k 1 --out ');
  });

  it('goes with --json', async () => {
    const { stdout, directory } = await run([
      'transport',
      './a.csv',
      './b.csv',
      '--json',
      '--out',
      './report',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'converged' });
    expect(await readdir(`${directory}/report`)).toHaveLength(3);
  });

  it('refuses a file before any work', async () => {
    const { code, stderr } = await run(['transport', './missing.csv', './b.csv', '--out', './a.csv']);
    expect([code, stderr]).toEqual([2, 'monge: --out: ./a.csv is a file, not a directory\n']);
  });
});

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
