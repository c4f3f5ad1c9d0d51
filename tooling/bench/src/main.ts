import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CountingSuite } from './counting-suite.js';
import { section, withSection } from './output/page.js';
import { jsonPrinter, textPrinter } from './output/printer.js';
import { runSuite } from './run-suite.js';
import type { Suite } from './suite.js';
import { autodiff } from './suites/autodiff/autodiff.js';
import { openEngine } from './suites/engine/engine.js';
import { initialisers } from './suites/initialisers/initialisers.js';
import { sinkhorn } from './suites/sinkhorn/sinkhorn.js';

/** Suites by name; some take a moment to open. */
const suites: Readonly<Record<string, () => Suite | Promise<Suite>>> = {
  sinkhorn: () => sinkhorn,
  engine: openEngine,
  autodiff: () => autodiff,
};
/** Suites that count, of which no figure depends on the machine. */
const countingSuites: Readonly<Record<string, CountingSuite>> = { initialisers };
const names = [...Object.keys(suites), ...Object.keys(countingSuites)];

const usage = `npm run bench -- SUITE [--json] [--quick] [--only TEXT] [--rounds N] [--write]

  SUITE        ${names.join(', ')}
  --json       one JSON object a line: the machine and the peers, then each case (suites that time)
  --quick      smaller sizes, fewer rounds
  --only TEXT  only the cases whose name contains TEXT
  --rounds N   how often each contender is timed (5; 3 with --quick)
  --write      writes the outcome to docs/benchmarks.md too, or to a page of the suite's own (whole runs only)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const { json, quick, only, write } = values;
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
const name = positionals[0] ?? '';

if (!names.includes(name) || !(Number.isInteger(rounds) && rounds > 0) || (write && (quick || only !== ''))) {
  console.error(usage);
  process.exitCode = 2;
} else if (name in countingSuites) {
  const { page, blocks } = countingSuites[name];
  const written: string[] = [];
  for (const block of blocks({ quick, only })) {
    console.log(block);
    written.push(block);
  }
  if (write) writePage(page, written.join('\n'));
} else {
  const suite = await suites[name]();
  const outcome = await runSuite(suite, { quick, only, rounds }, json ? jsonPrinter : textPrinter);
  if (write) writePage('benchmarks.md', section(outcome));
}

function writePage(file: string, content: string): void {
  const page = new URL(`../../../docs/${file}`, import.meta.url);
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), name, content));
}
