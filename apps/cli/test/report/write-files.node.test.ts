import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { writeFiles } from '../../src/report/write-files.js';
import { temporaryFiles } from '../support/temporary-files.js';

const files = { 'a.txt': 'new a', 'b.txt': 'new b' };

describe('writeFiles', () => {
  it('makes a directory with all the files, and parents where there are none', async () => {
    const directory = await temporaryFiles();
    const out = join(directory, 'deep', 'report');
    await writeFiles(out, files);
    expect(await readdir(join(directory, 'deep'))).toEqual(['report']);
    expect(await readdir(out)).toEqual(['a.txt', 'b.txt']);
    expect(await readFile(join(out, 'b.txt'), 'utf8')).toBe('new b');
  });

  it('makes a directory that others may enter, as far as the user mask lets them', async () => {
    const directory = await temporaryFiles();
    await writeFiles(join(directory, 'report'), files);
    expect((await stat(join(directory, 'report'))).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  it('replaces the files of a directory that is there, and leaves others alone', async () => {
    const out = await temporaryFiles({ 'a.txt': 'old a', 'mine.txt': 'mine' });
    await writeFiles(out, files);
    expect((await readdir(out)).sort()).toEqual(['a.txt', 'b.txt', 'mine.txt']);
    expect(await readFile(join(out, 'a.txt'), 'utf8')).toBe('new a');
    expect(await readFile(join(out, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when a file cannot be written', async () => {
    const directory = await temporaryFiles();
    const bad = { 'a.txt': 'new a', 'no/such/folder.txt': 'b' };
    await expect(writeFiles(join(directory, 'report'), bad)).rejects.toThrow(
      new InputError(`--out: cannot write ${directory}/report: no such file`),
    );
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves what was there when a file cannot be written', async () => {
    const out = await temporaryFiles({ 'a.txt': 'old a' });
    await expect(writeFiles(out, { 'a.txt': 'new a', 'no/such/folder.txt': 'b' })).rejects.toThrow(
      InputError,
    );
    expect(await readdir(out)).toEqual(['a.txt']);
    expect(await readFile(join(out, 'a.txt'), 'utf8')).toBe('old a');
  });

  it('refuses a file where the directory should be', async () => {
    const directory = await temporaryFiles({ report: 'a file' });
    await expect(writeFiles(join(directory, 'report'), files)).rejects.toThrow(
      new InputError(`--out: ${directory}/report is a file, not a directory`),
    );
    await writeFile(join(directory, 'other'), '');
    await expect(writeFiles(join(directory, 'other', 'report'), files)).rejects.toThrow(
      new InputError(`--out: cannot write ${directory}/other/report: a part of the path is not a directory`),
    );
  });

  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0)('says so where it may not write', async () => {
    const directory = await temporaryFiles();
    await chmod(directory, 0o500);
    await expect(writeFiles(join(directory, 'report'), files)).rejects.toThrow(
      new InputError(`--out: cannot write ${directory}/report: permission denied`),
    );
  });
});
