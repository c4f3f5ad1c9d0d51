import { DomainError } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import type { Marginals } from '../geometry.js';
import { largestFlow } from './largest-flow.js';
import type { Lines, Support } from './support.js';

/** Mass that may be left over, as a fraction of the whole: what rounding makes of sums of many weights. */
const ROUNDING = 1e-9;

/** @throws {DomainError} unless some plan on the support has the marginals that it should. */
export function requireFeasible(support: Support, { a, b, tauA, tauB }: Marginals): void {
  refuseStranded(support.rows, a, b, 'source', 'target');
  refuseStranded(support.columns, b, a, 'target', 'source');
  // Where a marginal may give way, the other can be met once all of it has somewhere to go.
  if (tauA < 1 || tauB < 1) return;
  const { unmet, sources, targets } = largestFlow(support, a, b);
  if (unmet <= ROUNDING * sum(a)) return;
  const [mass, room] = [massOf(sources, a), massOf(targets, b)];
  throw new DomainError(
    `${caller}: expected a support on which a can be moved to b, got ${count(sources, 'source')} of mass ${mass} (${some(sources)}) that may move only to ` +
      `${count(targets, 'target')} of mass ${room} (${some(targets)}); allow more moves, or let a marginal give way with tauA or tauB below 1`,
  );
}

const caller = 'sinkhorn.linearProblem';

function refuseStranded(
  { start, index }: Lines,
  own: Float64Array,
  other: Float64Array,
  side: string,
  others: string,
): void {
  for (let i = 0; i < own.length; i++) {
    if (own[i] === 0) continue;
    let stranded = true;
    for (let e = start[i]; e < start[i + 1] && stranded; e++) stranded = other[index[e]] === 0;
    if (!stranded) continue;
    throw new DomainError(
      `${caller}: expected a finite cost between each ${side} with mass and some ${others} with mass, got none for ${side} ${i} of mass ${own[i]}; allow moves ` +
        'there, or set its weight to 0',
    );
  }
}

function massOf(points: readonly number[], weights: Float64Array): number {
  return points.reduce((total, i) => total + weights[i], 0);
}

function count(points: readonly number[], name: string): string {
  return `${points.length} ${name}${points.length === 1 ? '' : 's'}`;
}

function some(points: readonly number[]): string {
  return points.length > 5 ? `${points.slice(0, 5).join(', ')}, …` : points.join(', ');
}
