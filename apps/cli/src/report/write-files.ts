import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../input-error.js';
import { codeOf, reasonOf } from '../system-error.js';

/**
 * Writes files into a directory so that nobody ever finds one half-written. A new directory appears with all its files
 * in one step; in one that is there, each file is replaced in one step and others are left alone.
 *
 * @throws InputError when the directory cannot be written; what was there before is there still.
 */
export async function writeFiles(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  const target = resolve(directory);
  const exists = await isDirectory(directory);
  const staging = exists ? join(target, `.monge-${randomUUID()}`) : `${target}.${randomUUID()}`;
  try {
    await mkdir(dirname(staging), { recursive: true });
    await mkdir(staging);
    for (const [name, content] of Object.entries(files)) await writeFile(join(staging, name), content);
    if (!exists) return await rename(staging, target);
    for (const name of Object.keys(files)) await rename(join(staging, name), join(target, name));
  } catch (cause) {
    throw new InputError(`--out: cannot write ${directory}: ${reasonOf(cause)}`, { cause });
  } finally {
    // Gone already where all went well; where it never was, there is nothing to complain about.
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
}

/**
 * Whether a directory is there.
 *
 * @throws InputError when something else is, or nothing can be.
 */
export async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new InputError(`--out: cannot write ${path}: ${reasonOf(cause)}`, { cause });
  });
  if (found && !found.isDirectory()) throw new InputError(`--out: ${path} is a file, not a directory`);
  return found !== undefined;
}
