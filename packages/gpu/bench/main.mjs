// node packages/gpu/bench/main.mjs [--mode webgpu|webgl2|auto] [--sizes 4096,16384,65536] [--dawn FOLDER | --software]
//
// Measures log-form Sinkhorn on a graphics processor, and prints a table: in Chromium, or with --dawn in Node, on the npm package `webgpu` in that
// folder. --software has Chromium compute on the processor (SwiftShader): it shows that the script works, and no more. The packages have to be built.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { rolldown } from 'rolldown';
import { chromiumFlags, findChromium, noChromium } from '../../../tooling/vitest/chromium.mjs';

/** @typedef {import('./measure.js').Report} Report */

/** Chromium on the device itself. */
const deviceFlags = [
  ...chromiumFlags.filter((flag) => !flag.includes('swiftshader')),
  '--enable-features=Vulkan',
  '--use-angle=vulkan',
];

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'webgpu' },
    sizes: { type: 'string', default: '4096,16384,65536' },
    dawn: { type: 'string' },
    software: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'monge-gpu-'));
try {
  await bundle();
  print(values.dawn === undefined ? await inChromium() : await inNode(values.dawn));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bundle() {
  const input = fileURLToPath(new URL('measure.ts', import.meta.url));
  const built = await rolldown({ input, platform: 'browser', logLevel: 'warn' });
  await built.write({ dir: folder, format: 'esm', entryFileNames: 'measure.js' });
  await built.close();
}

/** @returns {Promise<Report>} */
async function inChromium() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(noChromium);
  const server = createServer(({ url = '/' }, response) => {
    const script = url.endsWith('.js');
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? readFileSync(join(folder, basename(url))) : '<!doctype html>');
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address();
  const browser = await chromium.launch({
    executablePath,
    args: values.software ? chromiumFlags : deviceFlags,
  });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.error(message.text()));
    await page.goto(`http://localhost:${port}/`);
    const script = `import('/measure.js').then(({ measure }) => measure(${JSON.stringify(values.mode)}, ${JSON.stringify(sizes)}))`;
    return await page.evaluate(script);
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * @param {string} dawn
 * @returns {Promise<Report>}
 */
async function inNode(dawn) {
  const { create, globals } = await import(pathToFileURL(resolve(dawn, 'index.js')).href);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  const { measure } = await import(pathToFileURL(join(folder, 'measure.js')).href);
  return measure(values.mode, sizes);
}

/** @param {Report} report */
function print({ mode, device, measurements }) {
  console.log(`log-form Sinkhorn in space, float32, by ${mode} on ${device || 'a device without a name'}\n`);
  console.log(
    '| n | ms an iteration | 10⁹ pairs/s | s to an error of 1e-3 | iterations | error of soft minima |',
  );
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { n, iteration, gigapairs, solve, iterations, error } of measurements) {
    const cells = [
      n,
      iteration.toFixed(3),
      gigapairs.toFixed(2),
      solve.toFixed(3),
      iterations,
      error.toExponential(1),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
