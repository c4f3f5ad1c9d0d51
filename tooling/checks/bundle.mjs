import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/**
 * What a page loads for all that an entry exports, dependencies included, in kB: minified, and gzipped.
 *
 * @param {string} file an entry's JavaScript
 */
export async function measure(file) {
  return sizeOf(await bundle({ input: file, external: unbundled }, { minify: true }));
}

/**
 * The same for a few of its exports.
 *
 * @param {string} file an entry's JavaScript
 * @param {readonly string[]} names
 */
export async function measureImports(file, names) {
  const page = pageOf(`export { ${names.join(', ')} } from ${JSON.stringify(file)};`);
  return sizeOf(await bundle({ ...page, external: unbundled }, { minify: true }));
}

/**
 * What all or a few of its exports cost without dependencies: the code of its own package.
 *
 * @param {string} file an entry's JavaScript
 * @param {readonly string[]} [names] all if left out
 */
export async function measureOwn(file, names) {
  const exported = names === undefined ? '*' : `{ ${names.join(', ')} }`;
  const page = pageOf(`export ${exported} from ${JSON.stringify(file)};`);
  return sizeOf(await bundle({ ...page, external: isDependency }, { minify: true }));
}

const unbundled = ['fast-check', /^node:/];

/** @param {string} id */
function isDependency(id) {
  return id !== page && /^[^./]/.test(id);
}

/** @param {string} code */
function sizeOf(code) {
  return { minified: Buffer.byteLength(code) / 1000, gzipped: gzipSync(code, { level: 9 }).length / 1000 };
}

/**
 * What is left of `import 'entry'` in a bundle that trusts no package's `sideEffects` flag: the statements that a
 * bundler must keep, since evaluating them may do something. Other packages are left out.
 *
 * @param {string} file an entry's JavaScript
 */
export async function effectsOf(file) {
  const code = await bundle({
    ...pageOf(`import ${JSON.stringify(file)};`),
    external: isDependency,
    treeshake: {
      moduleSideEffects: (_, isExternal) => !isExternal,
      // Freezing a new record changes nothing that another could see.
      manualPureFunctions: ['Object.freeze'],
    },
  });
  return code.replace(/^(?:\/\/|import) .*$/gm, '').trim();
}

const page = 'page.js';

/**
 * A module that is in no file.
 *
 * @param {string} code
 * @returns {import('rolldown').InputOptions}
 */
function pageOf(code) {
  return {
    input: page,
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === page ? id : undefined),
        load: (id) => (id === page ? code : undefined),
      },
    ],
  };
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
