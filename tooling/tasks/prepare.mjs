// Everything here runs before anything is installed: Node's own modules only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { folders } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.monge-installed');

/**
 * Makes the checkout ready for a task: checks Node's version, installs what is missing through the pinned pnpm, and
 * builds what is asked for. Where nothing has changed since the last time, it takes about a second.
 *
 * @param {{ build?: readonly string[] }} [options] `build`: turbo filters, e.g. `['@monge/cli']`; left out, all
 */
export async function prepare({ build = [] } = {}) {
  requireNode();
  await install();
  await buildPackages(build);
}

function requireNode() {
  const { engines } = manifest();
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
    fail(`monge needs Node ${engines.node}; this is ${process.versions.node}`);
  }
}

async function install() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const occasion = existsSync(stamp) ? 'they have changed' : 'first run';
  console.error(`installing dependencies (${occasion}) …`);
  const { packageManager } = manifest();
  const pnpm = ['npm', 'exec', '--yes', '--loglevel=error', '--', packageManager];
  const { code, output } = await run([...pnpm, 'install', '--frozen-lockfile'], {
    quiet: true,
    // With it, pnpm asks no question before it replaces a node_modules that another version has laid.
    env: { CI: 'true' },
  });
  if (code !== 0) {
    const remedy = `after a change to a package.json, run: npx ${packageManager} install`;
    fail(`${output}\nthe installation failed; ${remedy}`);
  }
  writeFileSync(stamp, wanted);
}

/** @param {readonly string[]} filters */
async function buildPackages(filters) {
  const args = filters.map((name) => `--filter=${name}`);
  const notice = setTimeout(() => console.error('building …'), 1500);
  const { code, output } = await run(['turbo', 'run', 'build', '--output-logs=errors-only', ...args], {
    quiet: true,
  });
  clearTimeout(notice);
  if (code !== 0) fail(`${output}\nthe build failed`);
}

/** A hash of all that decides what is installed. */
function fingerprint() {
  const hash = createHash('sha256');
  const manifests = ['.', ...folders()].map((folder) => join(folder, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function manifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
