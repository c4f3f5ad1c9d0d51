import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../tasks/run.mjs';
import { tarballs } from '../tasks/workspace.mjs';
import { findChromium, noChromium } from '../vitest/chromium.mjs';
import { command } from './result.mjs';

/** @typedef {import('./result.mjs').Result} Result */

/** Small consumers, each in a folder outside the workspace, install the packed tarballs with npm and use them. */
export async function* smoke() {
  const consumers = readdirSync(join(root, 'integrations'), { withFileTypes: true }).filter((e) =>
    e.isDirectory(),
  );
  const results = consumers.map(({ name }) => tryConsumer(name));
  for (const result of results) yield await result;
}

/**
 * @param {string} consumer
 * @returns {Promise<Result>}
 */
async function tryConsumer(consumer) {
  const name = `packed and installed: integrations/${consumer}`;
  const manifest = JSON.parse(readFileSync(join(root, 'integrations', consumer, 'package.json'), 'utf8'));
  const chromium = findChromium() ?? '';
  if (chromium === '' && 'playwright-core' in manifest.dependencies) {
    return { name, status: 'skipped', detail: noChromium };
  }
  const folder = mkdtempSync(join(tmpdir(), `monge-${consumer}-`));
  try {
    cpSync(join(root, 'integrations', consumer), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(withTarballs(manifest, await tarballs())));
    const installed = await command(name, ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: folder,
    });
    if (installed.status === 'failed') return installed;
    return await command(name, ['npm', 'test'], { cwd: folder, env: { MONGE_CHROMIUM: chromium } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The manifest of a consumer, with each of our packages taken from its tarball, those that others depend on too.
 *
 * @param {{ dependencies: Record<string, string> }} manifest
 * @param {ReadonlyMap<string, string>} packed
 */
function withTarballs(manifest, packed) {
  const overrides = Object.fromEntries([...packed].map(([name, path]) => [name, `file:${path}`]));
  const dependencies = Object.entries(manifest.dependencies).map(([name, version]) => [
    name,
    overrides[name] ?? version,
  ]);
  return { ...manifest, dependencies: Object.fromEntries(dependencies), overrides };
}
