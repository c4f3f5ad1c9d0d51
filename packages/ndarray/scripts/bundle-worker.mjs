// Bundles the script of the pool's workers, src/pool/run-pool-worker.ts → src/pool/worker.script.ts: as text, so that a pool finds it wherever the package
// was bundled to. It has no imports, and runs as a classic script as well as a module.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const input = 'worker.js';
const source = `import { runPoolWorker } from ${JSON.stringify(here('../src/pool/run-pool-worker.ts'))};\nrunPoolWorker();`;

const bundle = await rolldown({
  input,
  plugins: [
    {
      name: 'worker',
      resolveId: (id) => (id === input ? id : undefined),
      load: (id) => (id === input ? source : undefined),
    },
  ],
});
const { output } = await bundle.generate({ format: 'iife', minify: true });
const script = JSON.stringify(output[0].code);
await writeFile(
  here('../src/pool/worker.script.ts'),
  `/** The script of the pool's workers, bundled from run-pool-worker.ts by scripts/bundle-worker.mjs. */\nexport const workerScript: string =\n  ${script};\n`,
);
