import { command } from './result.mjs';

/** Formatting, and what two linters know: Biome about syntax, oxlint with TypeScript's types. */
export async function* lint() {
  yield await command('format and lint: biome', ['biome', 'check']);
  yield await command('lint with types: oxlint', ['oxlint']);
}
