import type { CaseReport, Outcome } from '../report.js';
import { caseTable } from './case-table.js';
import { lineTable } from './line-table.js';
import { headerText } from './printer.js';
import { limitTable, targetTable } from './summary-tables.js';

/** The part of the benchmark page that a run writes. */
export function section({ header, reports, targets, limits }: Outcome): string {
  const lines = headerText(header).split('\n');
  const blocks = [
    ...(targets.length > 0 ? [titled('Targets', targetTable(targets))] : []),
    ...(limits.length > 0 ? [titled('Where the limit is', limitTable(limits))] : []),
    ...tables(reports),
  ];
  return [...lines.map((line) => `- ${line}`), '', ...blocks].join('\n');
}

/** A table for each case; one for all the cases in a row that share theirs. */
function tables(reports: readonly CaseReport[]): string[] {
  const groups: CaseReport[][] = [];
  for (const report of reports) {
    const last = groups.at(-1);
    const shared = report.line !== undefined && last?.[0]?.line?.table === report.line.table;
    if (shared) last.push(report);
    else groups.push([report]);
  }
  return groups.map((group) => {
    const [{ line, case: name }] = group as [CaseReport, ...CaseReport[]];
    return line ? titled(line.table, lineTable(group)) : titled(name, caseTable(group[0]));
  });
}

function titled(title: string, table: string): string {
  return `### ${title}\n\n${table}\n`;
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
