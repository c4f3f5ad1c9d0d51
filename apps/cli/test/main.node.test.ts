import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runMain } from './support/run-main.js';
import { temporaryFiles } from './support/temporary-files.js';

const files = {
  'a.csv': 'x,y,mass\n0,0,1\n1,0,2\n0,1,1\n',
  'b.csv': 'x,y,mass\n5,5,1\n6,5,1\n',
  'quakes.csv':
    'time,lon,lat,place\n2018-02-01,-118,34,"1km W of A, CA"\n2018-02-02,178,-18,"B, Fiji"\n2018-02-05,121,24,"C, Taiwan"\n2018-02-06,-155,19,"D, Hawaii"\n',
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
