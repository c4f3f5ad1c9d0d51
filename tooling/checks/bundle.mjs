import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * What a page loads for all that an entry exports, dependencies included, in kB: minified, and gzipped.
 *
 * @param {string} file an entry's JavaScript
 */
export async function measure(file) {
  const { contents } = await bundle({
    entryPoints: [file],
    minify: true,
    external: ['fast-check', 'node:*'],
  });
  return { minified: contents.length / 1000, gzipped: gzipSync(contents, { level: 9 }).length / 1000 };
}

/**
 * What is left of `import 'entry'` in a bundle that trusts no package's `sideEffects` flag: the statements that a
 * bundler must keep, since evaluating them may do something. Other packages are left out.
 *
 * @param {string} file an entry's JavaScript
 */
export async function effectsOf(file) {
  const { text } = await bundle({
    stdin: { contents: `import './${basename(file)}'`, resolveDir: dirname(file) },
    plugins: [{ name: 'flagless', setup: resolveWithoutFlags }],
  });
  return text.replace(/^(?:\/\/|import) .*$/gm, '').trim();
}

/** @param {import('esbuild').PluginBuild} build */
function resolveWithoutFlags({ onResolve }) {
  onResolve({ filter: /^\./ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path) }));
  onResolve({ filter: /^[^./]/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<import('esbuild').OutputFile>}
 */
async function bundle(options) {
  const { outputFiles } = await build({
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    ...options,
    write: false,
  });
  const [output] = outputFiles ?? [];
  if (output === undefined) throw new Error('esbuild wrote nothing');
  return output;
}
