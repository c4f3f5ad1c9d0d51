import { type CaseReport, OURS } from './report.js';
import { speedup } from './target.js';

/**
 * What keeps a kernel from being faster: a contender of its case that only moves the memory, or only does the arithmetic, of
 * the same work. Rates in `unit` are the case's figures times `scale`.
 */
export interface Limit {
  /** The work in words. */
  readonly work: string;
  readonly case: string;
  /** Whose case that is. Default: ours, on one thread. */
  readonly contender?: string;
  /** The contender that is the limit. */
  readonly limit: string;
  readonly unit: string;
  readonly scale: number;
}

/** A kernel beside its limit. */
export interface LimitOutcome {
  readonly work: string;
  readonly unit: string;
  readonly achieved: number;
  /** What the limit is, and its rate. */
  readonly limit: string;
  readonly atMost: number;
  /** The part of the limit that is reached: above 1 where the limit was a bad guess. */
  readonly share: number;
}

/** The outcomes of the limits whose case was run. */
export function limitsOf(limits: readonly Limit[], reports: readonly CaseReport[]): readonly LimitOutcome[] {
  return limits.flatMap(({ work, case: name, contender = OURS, limit, unit, scale }) => {
    const report = reports.find((one) => one.case === name);
    const share = report && speedup(report, contender, limit);
    if (report === undefined || share === undefined) return [];
    const figure = (of: string) => scale * (of === OURS ? report.ours : report.peers[of]);
    return [{ work, unit, achieved: figure(contender), limit, atMost: figure(limit), share }];
  });
}
