import { markdownTable } from 'markdown-table';
import type { Facts } from '../contender.js';
import { type CaseReport, OURS } from '../report.js';
import { formatNumber } from './format-number.js';

/** A case as a Markdown table, which is as readable on a terminal: a row for each contender, ours first. */
export function caseTable(report: CaseReport): string {
  const { unit, ours, peers, ratio, spread, rounds, facts } = report;
  const rows = Object.entries({ [OURS]: ours, ...peers }).map(([name, value]) => [
    name,
    formatNumber(value),
    spread[name].map(formatNumber).join(' – '),
    name === OURS ? '' : `${formatNumber(ratio[name])} ×`,
    [...describe(facts[name] ?? {}), ...(rounds[name] === 1 ? ['one round'] : [])].join(', '),
  ]);
  const head = ['', unit, 'spread', 'ours is faster by', ''];
  return markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'l'] });
}

function describe(facts: Facts): string[] {
  return Object.entries(facts).map(([name, value]) => `${name} ${formatNumber(value)}`);
}
