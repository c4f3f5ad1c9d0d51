import { markdownTable } from 'markdown-table';
import { type CaseReport, OURS } from '../report.js';
import { formatNumber } from './format-number.js';

/**
 * Cases that share a table, a line each: the figure of every contender, and in brackets how many times faster ours is. A
 * contender that sat a case out leaves its place empty.
 */
export function lineTable(reports: readonly CaseReport[]): string {
  const peers = [...new Set(reports.flatMap((report) => Object.keys(report.peers)))];
  const rows = reports.map((report) => [
    report.line?.label ?? report.case,
    formatNumber(report.ours),
    ...peers.map((peer) =>
      peer in report.peers
        ? `${formatNumber(report.peers[peer])} (${formatNumber(report.ratio[peer])} ×)`
        : '',
    ),
  ]);
  const head = [reports[0]?.unit ?? '', OURS, ...peers];
  return markdownTable([head, ...rows], { align: ['l', ...head.slice(1).map(() => 'r')] });
}
