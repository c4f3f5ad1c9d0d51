import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/**
 * What a page loads for all that an entry exports, dependencies included, in kB: minified, and gzipped.
 *
 * @param {string} file an entry's JavaScript
 */
export async function measure(file) {
  const code = await bundle({ input: file, external: ['fast-check', /^node:/] }, { minify: true });
  return { minified: Buffer.byteLength(code) / 1000, gzipped: gzipSync(code, { level: 9 }).length / 1000 };
}

/**
 * What is left of `import 'entry'` in a bundle that trusts no package's `sideEffects` flag: the statements that a
 * bundler must keep, since evaluating them may do something. Other packages are left out.
 *
 * @param {string} file an entry's JavaScript
 */
export async function effectsOf(file) {
  const page = 'page.js';
  const code = await bundle({
    input: page,
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === page ? id : undefined),
        load: (id) => (id === page ? `import ${JSON.stringify(file)};` : undefined),
      },
    ],
    external: (id) => id !== page && /^[^./]/.test(id),
    treeshake: {
      moduleSideEffects: (_, isExternal) => !isExternal,
      // Freezing a new record changes nothing that another could see.
      manualPureFunctions: ['Object.freeze'],
    },
  });
  return code.replace(/^(?:\/\/|import) .*$/gm, '').trim();
}

/**
 * @param {import('rolldown').InputOptions} input
 * @param {import('rolldown').OutputOptions} [output]
 */
async function bundle(input, output) {
  const built = await rolldown({ platform: 'browser', logLevel: 'silent', ...input });
  const { output: chunks } = await built.generate({ format: 'esm', codeSplitting: false, ...output });
  return chunks[0].code;
}
