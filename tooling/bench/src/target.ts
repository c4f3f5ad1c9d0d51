import { formatNumber } from './output/format-number.js';
import { type CaseReport, OURS } from './report.js';

/** What a case should reach: so many times the speed of another contender, or no more than so much. */
export type Target = TargetWork & (SpeedTarget | CostTarget | FactTarget);

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
  /** The contender whose time it is a multiple of. Default: none, and it is a figure in the unit of the case. */
  readonly of?: string;
}

/** A figure other than the time. */
interface FactTarget {
  /** Its name among the facts of the contender. */
  readonly fact: string;
  readonly atMost: number;
  readonly unit: string;
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
  if ('fact' in target) {
    const { fact, atMost, unit } = target;
    return bounded(work, report.facts[contender]?.[fact], atMost, unit);
  }
  if ('atMost' in target) {
    const { atMost, of } = target;
    if (of !== undefined) {
      const cost = speedup(report, of, contender);
      if (cost === undefined) return undefined;
      return {
        work,
        target: `≤ ${atMost} × the time of ${titleOf(of)}`,
        measured: `${formatNumber(cost)} ×`,
        holds: cost <= atMost,
      };
    }
    return bounded(work, contender === OURS ? report.ours : report.peers[contender], atMost, report.unit);
  }
  const { atLeast, of } = target;
  const speed = speedup(report, contender, of);
  if (speed === undefined) return undefined;
  return {
    work,
    target: `≥ ${atLeast} × ${titleOf(of)}`,
    measured: `${formatNumber(speed)} ×`,
    holds: speed >= atLeast,
  };
}

/** No more than so much, of a figure that there may not be. */
function bounded(
  work: string,
  measured: number | undefined,
  atMost: number,
  unit: string,
): TargetOutcome | undefined {
  if (measured === undefined) return undefined;
  return {
    work,
    target: `≤ ${atMost} ${unit}`,
    measured: `${formatNumber(measured)} ${unit}`,
    holds: measured <= atMost,
  };
}

function titleOf(contender: string): string {
  return contender === OURS ? 'ours, 1 thread' : contender;
}

/** How many times as fast a contender is as another: seconds of the other over its seconds. */
export function speedup({ ratio }: CaseReport, contender: string, other: string): number | undefined {
  const times: Readonly<Record<string, number>> = { ...ratio, [OURS]: 1 };
  if (!(contender in times) || !(other in times)) return undefined;
  return times[other] / times[contender];
}
