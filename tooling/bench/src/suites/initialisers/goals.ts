import type { TargetOutcome } from '../../target.js';
import { ACCELERATIONS, type SetReport } from './counts.js';

/** At 1e-3, the first of the thresholds. */
const LOOSE = 0;

interface Goal {
  readonly set: string;
  readonly initialiser: string;
  readonly most: number;
}

const goals: readonly Goal[] = [
  { set: 'soft sort of 200 values, ε = 1e-3', initialiser: 'staircase', most: 30 },
  { set: 'soft sort of 200 values, ε = 1e-4', initialiser: 'staircase', most: 30 },
  { set: 'Gaussians in the plane, ε = 0.2 std', initialiser: 'entropicGaussian', most: 5 },
];

/** What initialisers are held to, to 1e-3, and what they do. */
export function goalOutcomes(reports: readonly SetReport[]): readonly TargetOutcome[] {
  const absolute = goals.flatMap(({ set, initialiser, most }): TargetOutcome[] => {
    const count = reports.find((report) => report.set === set)?.counts[initialiser].none[LOOSE];
    if (count === undefined) return [];
    const work = `${set}: \`${initialiser}\``;
    return [{ work, target: `≤ ${most} iterations`, measured: String(count), holds: count <= most }];
  });
  const relative = reports.map(({ set, gain, counts }): TargetOutcome => {
    const [plain, accelerated] = ACCELERATIONS.map((acceleration) => {
      const [zero, auto] = [counts.zero, counts.auto].map(
        (count) => count[acceleration][LOOSE] ?? Number.NaN,
      );
      return zero / auto;
    });
    return {
      work: `${set}: \`auto\``,
      target: gain > 1 ? `${gain} × fewer than zero, and never more` : 'no more than zero',
      measured: `${plain.toFixed(1)} ×, accelerated ${accelerated.toFixed(1)} ×`,
      holds: plain >= gain && accelerated >= 1,
    };
  });
  return [...absolute, ...relative];
}
