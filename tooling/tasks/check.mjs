// npm run check [-- NAME … [--write]]: the checks of tooling/checks, all or those that are named.
import { prepare } from './prepare.mjs';

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));
await prepare();

// Nothing of the workspace can be imported before it is installed.
const { runChecks } = await import('./run-checks.mjs');
const { close } = await import('./tally.mjs');
if (args.includes('--write')) {
  const { writeSizes } = await import('../checks/sizes.mjs');
  await writeSizes();
}
close(await runChecks(names));
