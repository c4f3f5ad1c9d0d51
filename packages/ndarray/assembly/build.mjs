// Compiles the kernels: assembly/*.ts → src/wasm/kernels.wasm.ts, the module in hexadecimal digits: longer than base64, which hides the
// repetitions in the bytes from a server's compression, and a third smaller once compressed.
// `--check` compiles to memory and fails unless the bytes are those recorded in kernels.sha256; `--accept` records them.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const checksumFile = here('kernels.sha256');

async function compile() {
  let bytes;
  const { error, stderr } = await asc.main(
    ['index.ts', '--outFile', 'kernels.wasm', '--baseDir', here('.'), '--runtime', 'stub', '--enable', 'simd', '-O3s', '--converge', '--noAssert', '--importMemory'],
    {
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') bytes = contents;
      },
    },
  );
  if (error) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
  return bytes;
}

const bytes = await compile();
const checksum = createHash('sha256').update(bytes).digest('hex');

if (process.argv.includes('--accept')) await writeFile(checksumFile, `${checksum}\n`);

if (process.argv.includes('--check')) {
  const recorded = (await readFile(checksumFile, 'utf8')).trim();
  const again = createHash('sha256').update(await compile()).digest('hex');
  if (checksum !== again) throw new Error(`two compilations differ: ${checksum} and ${again}`);
  if (checksum !== recorded) {
    throw new Error(`the kernels compile to ${checksum}, kernels.sha256 records ${recorded}; if the source was changed on purpose, run build.mjs --accept`);
  }
  console.log(`kernels: ${bytes.length} bytes, reproducible`);
} else {
  await mkdir(here('../src/wasm'), { recursive: true });
  const digits = Buffer.from(bytes).toString('hex');
  await writeFile(
    here('../src/wasm/kernels.wasm.ts'),
    `/** The kernel module (${bytes.length} bytes), compiled from assembly/ by assembly/build.mjs. */\nexport const kernels: string =\n  '${digits}';\n`,
  );
}
