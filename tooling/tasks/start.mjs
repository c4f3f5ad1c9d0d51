// npm start [-- OPTION …]: optimal transport between two halves of a week of earthquakes, with a report.
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await prepare({ build: ['@monge/cli'] });

const cli = join('apps', 'cli', 'dist', 'bin.js');
const earthquakes = join('apps', 'cli', 'node_modules', 'vega-datasets', 'data', 'earthquakes.json');
const demo = ['transport', earthquakes, '--split', 'time', '--out', 'monge-report', ...process.argv.slice(2)];
const { code } = await run([process.execPath, cli, ...demo]);
process.exitCode = code;
