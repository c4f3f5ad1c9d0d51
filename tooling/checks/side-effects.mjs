import { join } from 'node:path';
import { root } from '../tasks/run.mjs';
import { publishable } from '../tasks/workspace.mjs';
import { effectsOf } from './bundle.mjs';
import { verdict } from './result.mjs';

/** Importing a package does nothing, as its `sideEffects: false` says: a bundle that uses none of it is empty. */
export async function* sideEffects() {
  for (const { name, folder, entries } of publishable()) {
    for (const [subpath, file] of Object.entries(entries)) {
      const effects = await effectsOf(join(root, folder, file));
      yield verdict(`no side effects: ${join(name, subpath)}`, effects === '' ? [] : [effects]);
    }
  }
}
