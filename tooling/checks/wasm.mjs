import { command } from './result.mjs';

/** The WASM kernels are reproducible: compiled again, they have the bytes whose checksum the repository records. */
export async function* wasm() {
  yield await command('reproducible WASM: @monge/ndarray', [
    'node',
    'packages/ndarray/assembly/build.mjs',
    '--check',
  ]);
}
