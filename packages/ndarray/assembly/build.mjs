// Compiles the modules of kernels: assembly/<entry> → src/wasm/<name>.wasm.ts, each as text (see encode.mjs).
// `--check` compiles to memory and fails unless the bytes are those recorded in checksums.json; `--accept` records them. Names of modules
// as arguments build these alone.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';
import { encode } from './encode.mjs';

/** Name → entry. */
const modules = {
  kernels: 'index.ts',
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const checksumsFile = here('checksums.json');
const checksumOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function compile(name) {
  let bytes;
  const { error, stderr } = await asc.main(
    [modules[name], '--outFile', 'module.wasm', '--baseDir', here('.'), '--runtime', 'stub', '--enable', 'simd', '-O3s', '--converge', '--noAssert', '--importMemory', '--memoryBase', '64'],
    {
      writeFile: (file, contents) => {
        if (file === 'module.wasm') bytes = contents;
      },
    },
  );
  if (error) throw new Error(`the module ${name} does not compile:\n${stderr.toString()}`);
  return bytes;
}

async function check(name, recorded) {
  const bytes = await compile(name);
  const checksum = checksumOf(bytes);
  const again = checksumOf(await compile(name));
  if (checksum !== again) throw new Error(`two compilations of ${name} differ: ${checksum} and ${again}`);
  if (checksum !== recorded) {
    throw new Error(
      `${name} compiles to ${checksum}, checksums.json records ${recorded}; if the source was changed on purpose, run build.mjs --accept`,
    );
  }
  console.log(`${name}: ${bytes.length} bytes, reproducible`);
}

async function build(name) {
  const bytes = await compile(name);
  await mkdir(here('../src/wasm'), { recursive: true });
  const { frequent, text } = encode(bytes);
  await writeFile(
    here(`../src/wasm/${name}.wasm.ts`),
    `import type { EncodedBytes } from './decode-bytes.js';

/** The module of kernels (${bytes.length} bytes), compiled from assembly/${modules[name]} by assembly/build.mjs. */
export const ${name}: EncodedBytes = {
  frequent: '${frequent}',
  text: '${text}',
};
`,
  );
  return checksumOf(bytes);
}

const { values: flags, positionals } = parseArgs({
  options: { check: { type: 'boolean' }, accept: { type: 'boolean' } },
  allowPositionals: true,
});
const chosen = positionals.length > 0 ? positionals : Object.keys(modules);
const recorded = JSON.parse(await readFile(checksumsFile, 'utf8'));
if (flags.check) {
  for (const name of chosen) await check(name, recorded[name]);
} else {
  const built = {};
  for (const name of chosen) built[name] = await build(name);
  if (flags.accept) await writeFile(checksumsFile, `${JSON.stringify({ ...recorded, ...built }, null, 2)}\n`);
}
