import { command } from './result.mjs';

/** The WASM kernels are reproducible: compiled again, they have the bytes whose checksum the repository records. */
export async function* wasm() {
  for (const name of ['ndarray', 'sinkhorn']) {
    yield await command(`reproducible WASM: @monge/${name}`, [
      'node',
      `packages/${name}/assembly/build.mjs`,
      '--check',
    ]);
  }
}
