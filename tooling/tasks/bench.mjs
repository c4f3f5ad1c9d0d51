// npm run bench -- SUITE [OPTION …]: benchmarks against other libraries, which the first run installs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root, run } from './run.mjs';

const bench = join(root, 'tooling', 'bench');
const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

await prepare({ build: ['@monge-tooling/bench'] });
await installJavaScriptPeers();
await installPythonPeers();
const measured = await run([process.execPath, join(bench, 'dist', 'main.js'), ...process.argv.slice(2)]);
process.exitCode = measured.code;

async function installJavaScriptPeers() {
  const peers = join(bench, 'peers');
  await once(join(peers, 'pnpm-lock.yaml'), join(peers, 'node_modules', '.monge-installed'), async () => {
    const install = ['pnpm', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'];
    return (await run(install, { cwd: peers, quiet: true })).code === 0;
  });
}

/** A virtual environment; where there is no `python3`, or no network, the Python peers are absent. */
async function installPythonPeers() {
  const requirements = join(bench, 'python', 'requirements.txt');
  await once(requirements, join(root, '.venv', '.monge-installed'), async () => {
    const steps = [
      ['python3', '-m', 'venv', '.venv'],
      [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
    ];
    for (const step of steps) {
      const { code } = await run(step, { quiet: true }).catch(() => ({ code: 1 }));
      if (code !== 0) return false;
    }
    return true;
  });
}

/**
 * Installs what a file pins, unless `stamp` says that this was done.
 *
 * @param {string} pins
 * @param {string} stamp
 * @param {() => Promise<boolean>} install
 */
async function once(pins, stamp, install) {
  const wanted = readFileSync(pins, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`installing the peers of ${pins} (first run, or they have changed) …`);
  if (await install()) writeFileSync(stamp, wanted);
  else console.error('they could not be installed: they will be absent');
}
