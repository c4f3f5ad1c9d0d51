import { markdownTable } from 'markdown-table';
import { targetTable } from '../../output/summary-tables.js';
import type { TargetOutcome } from '../../target.js';
import { ACCELERATIONS, MOST_ITERATIONS, type SetReport, THRESHOLDS } from './counts.js';

/** The initialisers on one set: a row each, plain Sinkhorn first and accelerated after it. */
export function countTable({ set, counts }: SetReport): string {
  const rows = Object.entries(counts).map(([initialiser, count]) => [
    initialiser === 'zero' ? 'zero' : `\`${initialiser}\``,
    ...ACCELERATIONS.flatMap((acceleration) =>
      count[acceleration].map((iterations) => String(iterations ?? `> ${MOST_ITERATIONS}`)),
    ),
  ]);
  const thresholds = THRESHOLDS.map((threshold) => threshold.toExponential());
  const head = ['', ...thresholds.map((t) => `plain, ${t}`), ...thresholds.map((t) => `accelerated, ${t}`)];
  return `### ${set}\n\n${markdownTable([head, ...rows], { align: ['l', ...head.slice(1).map(() => 'r')] })}\n`;
}

export function goalTable(outcomes: readonly TargetOutcome[]): string {
  return `### Held to\n\n${targetTable(outcomes)}\n`;
}
