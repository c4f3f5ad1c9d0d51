// Compiles the kernels of small problems: assembly/index.ts → src/batch/internal/kernels.wasm.ts, in base64. They share exponentials and logarithms with the
// kernels of @monge/ndarray. `--check` compiles to memory and fails unless the bytes are those recorded in checksum.txt; `--accept` records them.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const checksumFile = here('checksum.txt');
const checksumOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function compile() {
  let bytes;
  const { error, stderr } = await asc.main(
    ['sinkhorn/assembly/index.ts', '--outFile', 'module.wasm', '--baseDir', here('../..'), '--runtime', 'stub', '--enable', 'simd', '-O3s', '--converge', '--noAssert', '--importMemory', '--memoryBase', '64'],
    {
      writeFile: (file, contents) => {
        if (file === 'module.wasm') bytes = contents;
      },
    },
  );
  if (error) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
  return bytes;
}

const { values: flags } = parseArgs({ options: { check: { type: 'boolean' }, accept: { type: 'boolean' } } });
const bytes = await compile();
const checksum = checksumOf(bytes);
if (flags.check) {
  const again = checksumOf(await compile());
  if (checksum !== again) throw new Error(`two compilations differ: ${checksum} and ${again}`);
  const recorded = (await readFile(checksumFile, 'utf8')).trim();
  if (checksum !== recorded) {
    throw new Error(`compiles to ${checksum}, checksum.txt records ${recorded}; if the source was changed on purpose, run build.mjs --accept`);
  }
  console.log(`${bytes.length} bytes, reproducible`);
} else {
  await writeFile(
    here('../src/batch/internal/kernels.wasm.ts'),
    `/** The kernels of small problems (${bytes.length} bytes), compiled from assembly/index.ts by assembly/build.mjs, in base64. */
export const kernels = '${Buffer.from(bytes).toString('base64')}';
`,
  );
  if (flags.accept) await writeFile(checksumFile, `${checksum}\n`);
}
