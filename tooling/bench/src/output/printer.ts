import type { CaseReport, Header } from '../report.js';
import { caseTable } from './case-table.js';

/** Where a run tells what it finds, as it finds it. */
export interface Printer {
  header(header: Header): void;
  report(report: CaseReport): void;
}

/** One JSON object a line: the header, then one for each case. */
export const jsonPrinter: Printer = {
  header: (header) => console.log(JSON.stringify(header)),
  report: (report) => console.log(JSON.stringify(report)),
};

export const textPrinter: Printer = {
  header: (header) => console.log(`${headerText(header)}\n`),
  report: (report) => console.log(`${report.case}\n${caseTable(report)}\n`),
};

/** A header in a few lines. */
export function headerText({ suite, quick, machine, versions, absent }: Header): string {
  const { processor, cores, architecture, node } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const missing = Object.entries(absent).map(([name, reason]) => `absent: ${name} (${reason})`);
  return [
    `${suite}${quick ? ' (quick)' : ''}: ${processor}, ${cores} cores, ${architecture}, Node ${node}; one thread everywhere`,
    `peers: ${peers.join(', ') || 'none'}`,
    ...missing,
  ].join('\n');
}
