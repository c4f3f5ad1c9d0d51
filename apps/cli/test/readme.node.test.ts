import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runMain } from './support/run-main.js';
import { temporaryFiles } from './support/temporary-files.js';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The files that the README shows: a name in backquotes, then a block of CSV. */
const files = Object.fromEntries(
  [...readme.matchAll(/`([\w.]+\.csv)`:?\n\n```csv\n(.*?)```/gs)].map(([, name, content]) => [name, content]),
);

/** The commands that it shows with what they print. */
const examples = [...readme.matchAll(/```console\n\$ monge (.*?)\n(.*?)```/gs)].map(
  ([, command, output]) => [command, output] as const,
);

/** Without what differs from one run, machine or release of the algorithm to another. */
const lasting = (output: string): string =>
  output
    .replace(/^ {2}(source error|target error|time|status) .*$/gm, '  $1')
    // The last column of a batch: iterations.
    .replace(/^( {2}\w+ +\d+ +\d+ .*?) +\d+$/gm, '$1')
    .replace(/"(iterations|seconds|threads|source|target)":[^,}]+/g, '"$1":0')
    .replace(/"executor":"\w+"/, '"executor":""')
    .replace(/(\.\d{6})\d+/g, '$1');

describe('the README', () => {
  it('shows files and examples', () => {
    expect(Object.keys(files)).toEqual(['before.csv', 'after.csv', 'stock.csv', 'need.csv']);
    expect(examples).toHaveLength(3);
  });

  it.each(examples)('shows what `monge %s` prints', async (command, output) => {
    const directory = await temporaryFiles(files);
    const argv = command.split(' ').map((word) => (word in files ? `${directory}/${word}` : word));
    const { code, stdout } = await runMain(argv);
    expect(code).toBe(0);
    expect(lasting(stdout)).toBe(lasting(output));
  });

  it('names every option of the command, and no other', async () => {
    const { stdout } = await runMain(['transport', '--help']);
    const options = (text: string) =>
      new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option));
    expect([...options(readme)].filter((option) => !['--help', '--global'].includes(option)).sort()).toEqual(
      [...options(stdout)].filter((option) => option !== '--help').sort(),
    );
  });
});
