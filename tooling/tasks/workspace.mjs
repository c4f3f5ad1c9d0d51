import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/**
 * @typedef {object} Package a package that is published
 * @property {string} name
 * @property {string} folder its path from the root of the repository
 * @property {Record<string, string>} entries the JavaScript file behind each entry that can be imported, by subpath
 */

/** The folders of the workspace that hold a package.json, as paths from the root of the repository. */
export function folders() {
  return ['packages', 'apps', 'tooling']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** @returns {Package[]} */
export function publishable() {
  return folders().flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    if (manifest.private) return [];
    const entries = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
      typeof target === 'object' ? [[subpath, target.default]] : [],
    );
    return [{ name: manifest.name, folder, entries: Object.fromEntries(entries) }];
  });
}

/** @type {Promise<Map<string, string>> | undefined} */
let packing;

/**
 * Packs every published package as a registry would receive it, once a process: the tarball's path, by package name.
 */
export function tarballs() {
  packing ??= pack();
  return packing;
}

async function pack() {
  const destination = mkdtempSync(join(tmpdir(), 'monge-pack-'));
  process.on('exit', () => rmSync(destination, { recursive: true, force: true }));
  const packed = publishable().map(async ({ name, folder }) => {
    const file = join(destination, `${name.replace('@', '').replace('/', '-')}.tgz`);
    const { code, output } = await run(['pnpm', 'pack', '--out', file], {
      cwd: join(root, folder),
      quiet: true,
    });
    if (code !== 0) throw new Error(`pnpm pack failed in ${folder}: ${output}`);
    return /** @type {const} */ ([name, file]);
  });
  return new Map(await Promise.all(packed));
}
