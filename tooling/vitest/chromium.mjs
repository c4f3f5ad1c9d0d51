import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const variables = ['MONGE_CHROMIUM', 'CHROME_PATH'];
const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Why there are no browser tests, where there are none. */
export const noChromium = `no Chromium found: set ${variables.join(' or ')}, or install one`;

/**
 * The path of a Chromium to test in: named by an environment variable, installed on the system, or downloaded by
 * Playwright.
 *
 * @returns {string | undefined}
 * @throws where a variable names a file that does not exist: a browser that was asked for is never skipped
 */
export function findChromium() {
  for (const name of variables) {
    const path = process.env[name];
    if (!path) continue;
    if (!existsSync(path)) throw new Error(`${name} is set to ${path}, which does not exist`);
    return path;
  }
  const installed = folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  return [...installed, ...applications, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * How Chromium is started: as root, without a GPU and on a closed network too; WebGPU and WebGL2 run on SwiftShader.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Whether a test file runs in Chromium too. Those named `*.node.test.ts` and the applications' need Node.
 *
 * @param {string} file its path from the root of the repository
 */
export function runsInChromium(file) {
  return !file.endsWith('.node.test.ts') && !file.startsWith('apps/');
}

/** The files for which `runsInChromium` is false, as patterns. */
export const nodeOnly = ['**/*.node.test.ts', 'apps/**'];

/** Tests of what Node does not have. */
export const chromiumOnly = ['**/*.chromium.test.ts'];
