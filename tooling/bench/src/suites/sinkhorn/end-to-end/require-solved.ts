import type { Contender, Facts } from '../../../contender.js';

/** @throws if a contender stopped before the error asked for, or at another plan: its time would mean nothing */
export function requireSolved(
  contenders: Readonly<Record<string, Contender | undefined>>,
  threshold: number,
): void {
  const expected = contenders.ours?.facts?.cost ?? Number.NaN;
  for (const [name, contender] of Object.entries(contenders)) {
    if (contender === undefined) continue;
    const { error = Number.NaN, cost = Number.NaN }: Facts = contender.facts ?? {};
    if (!(error <= threshold * (1 + 1e-6))) {
      throw new Error(`${name}: expected an L1 marginal error of at most ${threshold}, got ${error}`);
    }
    // Costs are of the size of 1, and so is their change with the marginal error.
    if (!(Math.abs(cost - expected) <= 10 * threshold)) {
      throw new Error(`${name}: expected a cost of ${expected} to within ${10 * threshold}, got ${cost}`);
    }
  }
}
