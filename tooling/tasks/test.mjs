// npm test: builds everything, then runs all tests in Node and in Chromium, and every check.
import { prepare } from './prepare.mjs';

// Whatever ends the process before that, the closing line is owed.
const owed = () => console.log('0 passed, 1 failed');
process.once('exit', owed);
await prepare();

// Nothing of the workspace can be imported before it is installed.
const { runChecks } = await import('./run-checks.mjs');
const { runTests } = await import('./run-tests.mjs');
const { close } = await import('./tally.mjs');
const results = [...(await runTests()), ...(await runChecks())];
process.off('exit', owed);
close(results);
