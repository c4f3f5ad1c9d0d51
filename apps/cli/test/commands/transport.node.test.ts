import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runOnFiles as run } from '../support/run-on-files.js';

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

  it.each([
    ['staircase', 'x', 'p-norm:1.5'],
    ['gaussian', 'mass,year', 'cosine'],
    ['gaussianMixture', 'x,y', 'squared-euclidean'],
    ['subsample', 'x,y', 'euclidean'],
  ])('takes %s where it is made for the problem', async (name, columns, cost) => {
    const argv = ['transport', './before.csv', './after.csv', '--columns', columns, '--cost', cost];
    const { code, stderr } = await run([...argv, '--initialiser', name]);
    expect([code, stderr]).toEqual([0, '']);
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
