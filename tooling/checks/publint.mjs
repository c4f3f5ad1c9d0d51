import { readFileSync } from 'node:fs';
import { publint as lint } from 'publint';
import { formatMessage } from 'publint/utils';
import { publishable, tarballs } from '../tasks/workspace.mjs';
import { verdict } from './result.mjs';

/** Each packed tarball is what npm, Node and bundlers expect of a package. */
export async function* publint() {
  const packed = await tarballs();
  for (const { name } of publishable()) {
    const tarball = new Uint8Array(readFileSync(/** @type {string} */ (packed.get(name)))).buffer;
    const { messages, pkg } = await lint({ strict: true, pack: { tarball } });
    const complaints = messages.map(
      (message) => formatMessage(message, pkg, { color: false }) ?? message.code,
    );
    yield verdict(`publint: ${name}`, complaints);
  }
}
