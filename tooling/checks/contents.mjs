import { readFileSync } from 'node:fs';
import { createPackageFromTarballData } from '@arethetypeswrong/core';
import { publishable, tarballs } from '../tasks/workspace.mjs';
import { verdict } from './result.mjs';

const wanted = ['package.json', 'README.md', 'LICENSE'];
const unwanted = /\.tsbuildinfo$|\/(?:test|bench)\//;

/** Each packed tarball holds what a user should find in it, and nothing of the workshop. */
export async function* contents() {
  const packed = await tarballs();
  for (const { name } of publishable()) {
    const tarball = createPackageFromTarballData(readFileSync(/** @type {string} */ (packed.get(name))));
    const prefix = `/node_modules/${name}/`;
    const files = tarball.listFiles().map((file) => file.replace(prefix, ''));
    const missing = wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
    const superfluous = files
      .filter((file) => unwanted.test(file))
      .map((file) => `${file} does not belong there`);
    yield verdict(`contents: ${name}`, [...missing, ...superfluous], `${files.length} files`);
  }
}
