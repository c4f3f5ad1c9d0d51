import { markdownTable } from 'markdown-table';
import type { LimitOutcome } from '../limit.js';
import type { TargetOutcome } from '../target.js';
import { formatNumber } from './format-number.js';

/** Targets as a Markdown table: what should be reached, and what was. */
export function targetTable(targets: readonly TargetOutcome[]): string {
  const rows = targets.map(({ work, target, measured, holds }) => [
    work,
    target,
    measured,
    holds ? 'holds' : '**missed**',
  ]);
  return markdownTable([['', 'target', 'measured', ''], ...rows], { align: ['l', 'l', 'r', 'l'] });
}

/** Kernels beside what the machine allows, as a Markdown table. */
export function limitTable(limits: readonly LimitOutcome[]): string {
  const rows = limits.map(({ work, unit, achieved, limit, atMost, share }) => [
    work,
    `${formatNumber(achieved)} ${unit}`,
    `${formatNumber(atMost)} ${unit}`,
    limit.replace('limit: ', ''),
    `${(100 * share).toFixed(0)} %`,
  ]);
  return markdownTable([['', 'reached', 'limit', 'of', 'share'], ...rows], {
    align: ['l', 'r', 'r', 'l', 'r'],
  });
}
