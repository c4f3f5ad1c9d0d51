import { formatNumber } from './output/format-number.js';
import { type CaseReport, OURS } from './report.js';

/** What a case should reach: so many times the speed of another contender, or no more than so much in its unit. */
export type Target = TargetWork & (SpeedTarget | CostTarget);

interface TargetWork {
  /** The work in words. */
  readonly work: string;
  readonly case: string;
  /** Which contender should reach it. Default: ours, on one thread. */
  readonly contender?: string;
}

interface SpeedTarget {
  readonly atLeast: number;
  /** The contender that its speed is a multiple of. */
  readonly of: string;
}

interface CostTarget {
  readonly atMost: number;
}

/** A target beside what was measured. */
export interface TargetOutcome {
  readonly work: string;
  readonly target: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** The outcomes of the targets whose case was run, and whose contenders took part. */
export function outcomesOf(
  targets: readonly Target[],
  reports: readonly CaseReport[],
): readonly TargetOutcome[] {
  return targets.flatMap((target) => {
    const report = reports.find((one) => one.case === target.case);
    const outcome = report && outcomeOf(target, report);
    return outcome ? [outcome] : [];
  });
}

function outcomeOf(target: Target, report: CaseReport): TargetOutcome | undefined {
  const { work, contender = OURS } = target;
  if ('atMost' in target) {
    const measured = contender === OURS ? report.ours : report.peers[contender];
    if (measured === undefined) return undefined;
    return {
      work,
      target: `≤ ${target.atMost} ${report.unit}`,
      measured: `${formatNumber(measured)} ${report.unit}`,
      holds: measured <= target.atMost,
    };
  }
  const { atLeast, of } = target;
  const speed = speedup(report, contender, of);
  if (speed === undefined) return undefined;
  return {
    work,
    target: `≥ ${atLeast} × ${of === OURS ? 'ours, 1 thread' : of}`,
    measured: `${formatNumber(speed)} ×`,
    holds: speed >= atLeast,
  };
}

/** How many times as fast a contender is as another: seconds of the other over its seconds. */
export function speedup({ ratio }: CaseReport, contender: string, other: string): number | undefined {
  const times: Readonly<Record<string, number>> = { ...ratio, [OURS]: 1 };
  if (!(contender in times) || !(other in times)) return undefined;
  return times[other] / times[contender];
}
