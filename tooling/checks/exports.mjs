import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { filterProblems } from '@arethetypeswrong/core/problems';
import { publishable, tarballs } from '../tasks/workspace.mjs';
import { verdict } from './result.mjs';

// What the packages support: `import` (and `require` of an ES module, which Node >= 20.19 has and this tool, which asks
// whether `require` finds CommonJS, does not know: integrations/node-require tries it for real).
const resolutions = /** @type {const} */ (['node16-esm', 'bundler']);

/** TypeScript finds the right declarations behind every entry of every packed tarball. */
export async function* exports() {
  const packed = await tarballs();
  for (const { name, entries } of publishable()) {
    if (Object.keys(entries).length === 0) continue;
    const tarball = createPackageFromTarballData(readFileSync(/** @type {string} */ (packed.get(name))));
    const analysis = await checkPackage(tarball);
    if (!analysis.types) {
      yield verdict(`exports: ${name}`, ['no types']);
      continue;
    }
    const problems = resolutions.flatMap((resolutionKind) => filterProblems(analysis, { resolutionKind }));
    const complaints = [...new Set(problems)].map((problem) => JSON.stringify(problem));
    yield verdict(`exports: ${name}`, complaints, Object.keys(entries).join(', '));
  }
}
