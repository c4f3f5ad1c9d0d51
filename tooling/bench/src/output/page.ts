import type { CaseReport, Header } from '../report.js';
import { caseTable } from './case-table.js';
import { headerText } from './printer.js';

/** The part of the benchmark page that a run writes. */
export function section(header: Header, reports: readonly CaseReport[]): string {
  const lines = headerText(header).split('\n');
  const cases = reports.map((report) => `### ${report.case}\n\n${caseTable(report)}\n`);
  return [...lines.map((line) => `- ${line}`), '', ...cases].join('\n');
}

/**
 * The page with the part between `<!-- suite:begin -->` and `<!-- suite:end -->` replaced.
 *
 * @throws if the page has no such part
 */
export function withSection(page: string, suite: string, content: string): string {
  const begin = `<!-- ${suite}:begin -->`;
  const end = `<!-- ${suite}:end -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`expected ${begin} and ${end} in the page, found neither or one`);
  return `${page.slice(0, from + begin.length)}\n\n${content}\n${page.slice(to)}`;
}
