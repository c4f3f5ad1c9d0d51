import type { SuiteOptions } from './suite.js';

/** A suite that counts and does not time: its figures are the same on every machine. */
export interface CountingSuite {
  readonly name: string;
  /** The file in `docs` that it writes its part of. */
  readonly page: string;
  /** The blocks of Markdown of that part, as they become known. */
  blocks(options: SuiteOptions & { readonly only: string }): Iterable<string>;
}
