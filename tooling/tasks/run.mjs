import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ code: number, output: string }} Finished the exit code, and what was captured of stdout and stderr */

const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
};

/**
 * Runs a command in the repository, with the workspace's own tools first on the PATH.
 *
 * @param {readonly string[]} command the program and its arguments
 * @param {{ cwd?: string, quiet?: boolean, env?: Record<string, string> }} [options] `quiet` captures the output
 *   instead of showing it
 * @returns {Promise<Finished>}
 */
export function run([program, ...args], { cwd = root, quiet = false, env = {} } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    // The tools in node_modules/.bin are shell scripts there.
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
