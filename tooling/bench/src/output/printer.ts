import type { CaseReport, Header, Summary } from '../report.js';
import { caseTable } from './case-table.js';
import { limitTable, targetTable } from './summary-tables.js';

/** Where a run tells what it finds, as it finds it. */
export interface Printer {
  header(header: Header): void;
  report(report: CaseReport): void;
  summary(summary: Summary): void;
}

/** One JSON object a line: the header, one for each case, and the summary. */
export const jsonPrinter: Printer = {
  header: (header) => console.log(JSON.stringify(header)),
  report: (report) => console.log(JSON.stringify(report)),
  summary: (summary) => console.log(JSON.stringify(summary)),
};

export const textPrinter: Printer = {
  header: (header) => console.log(`${headerText(header)}\n`),
  report: (report) => console.log(`${report.case}\n${caseTable(report)}\n`),
  summary({ targets, limits }) {
    if (targets.length > 0) console.log(`targets\n${targetTable(targets)}\n`);
    if (limits.length > 0) console.log(`where the limit is\n${limitTable(limits)}\n`);
  },
};

/** A header in a few lines. */
export function headerText({ suite, quick, machine, versions, absent }: Header): string {
  const { processor, cores, architecture, node } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const missing = Object.entries(absent).map(([name, reason]) => `absent: ${name} (${reason})`);
  return [
    `${suite}${quick ? ' (quick)' : ''}: ${processor}, ${cores} cores, ${architecture}, Node ${node}; one thread unless said`,
    `peers: ${peers.join(', ') || 'none'}`,
    ...missing,
  ].join('\n');
}
