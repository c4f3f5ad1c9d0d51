import { execFileSync, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFiles } from './support/temporary-files.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const earthquakes = fileURLToPath(new URL('../data/earthquakes.json', import.meta.resolve('vega-datasets')));

/** Starts the built program in a directory. */
function monge(argv: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [bin, ...argv], { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const done = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, done };
}

describe('the program', () => {
  it('moves the first half of a week of earthquakes onto the second', async () => {
    const cwd = await temporaryFiles();
    const { code, stdout, stderr } = await monge(
      ['transport', earthquakes, '--split', 'time', '--out', 'report'],
      cwd,
    ).done;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('815 points');
    expect(stdout).toContain('892 points');
    expect(stdout).toMatch(/converged after \d+ iterations/);
    expect(stdout).toMatch(/Indonesia +Taiwan/);
    expect(await readdir(cwd)).toEqual(['report']);
    expect(await readFile(`${cwd}/report/report.html`, 'utf8')).toContain('<h2>California</h2>');
  }, 30_000);

  it('tells a mistake in one line, without a trace', async () => {
    const cwd = await temporaryFiles({ 'a.csv': 'x,y\n0,0\n1\n' });
    const { code, stdout, stderr } = await monge(['transport', 'a.csv', 'a.csv', '--out', 'report'], cwd)
      .done;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('monge: a.csv: line 3: expected 2 cells, as in the first line, got 1\n');
    expect(await readdir(cwd)).toEqual(['a.csv']);
  });

  it.skipIf(process.platform === 'win32')(
    'stops at Ctrl-C with exit code 130 and leaves nothing behind',
    async () => {
      const rows = Array.from({ length: 500 }, (_, i) => `${Math.sin(i)},${Math.cos(1.7 * i)}`).join('\n');
      const cwd = await temporaryFiles({ 'b.csv': `x,y\n${rows}\n` });
      // A pipe can be written when somebody reads it: then the program listens to signals, too.
      execFileSync('mkfifo', [`${cwd}/a.csv`]);
      const endless = ['--epsilon', '1e-4', '--threshold', '1e-300', '--max-iterations', '1000000000'];
      const { child, done } = monge(['transport', 'a.csv', 'b.csv', ...endless, '--out', 'report'], cwd);
      await writeFile(`${cwd}/a.csv`, `x,y\n${rows}\n`);
      child.kill('SIGINT');
      expect(await done).toEqual({
        code: 130,
        stdout: '',
        stderr: 'monge: interrupted; nothing was written\n',
      });
      expect((await readdir(cwd)).sort()).toEqual(['a.csv', 'b.csv']);
    },
    30_000,
  );

  it('does not mind a reader that leaves early', async () => {
    const cwd = await temporaryFiles({ 'a.csv': 'x,y\n0,0\n1,1\n' });
    const { child, done } = monge(['transport', 'a.csv', 'a.csv'], cwd);
    child.stdout.destroy();
    expect(await done).toMatchObject({ code: 0, stderr: '' });
  });
});
