import type { LinearProblem } from '@monge/sinkhorn';
import { sum } from 'd3-array';
import type { Solved } from '../transport/solved.js';
import { rhoOf } from '../transport/taus.js';
import type { Fact } from './fact.js';
import { formatNumber, formatQuantity, formatShare } from './format.js';

/** How firmly the marginals are held, and what became of the mass; nothing where they have to be met. */
export function massFacts({ cost, solution, balance }: Solved): readonly Fact[] {
  if (balance === undefined) return [];
  const { problem } = solution;
  const rhos = distinctTaus(problem).map((tau) => formatQuantity(rhoOf(tau, problem.epsilon), cost.unit));
  const { moved, created, destroyed } = balance;
  return [
    { name: 'tau', value: tausInWords(problem), note: `ρ KL of a marginal, ρ = ${rhos.join(', ')}` },
    { name: 'target mass', value: formatShare(sum(problem.b)), note: 'of the source’s' },
    { name: 'mass moved', value: formatShare(moved), note: 'of the source’s, ΣP' },
    { name: 'mass created', value: formatShare(created), note: 'Σ (P 1 − a)₊ + Σ (b − Pᵀ 1)₊' },
    { name: 'mass destroyed', value: formatShare(destroyed), note: 'Σ (a − P 1)₊ + Σ (Pᵀ 1 − b)₊' },
  ];
}

/** One number where both are the same. */
export const tausInWords = (problem: LinearProblem): string =>
  distinctTaus(problem).map(formatNumber).join(', ');

/** What the weights add up to. */
export const weightsInWords = ({ balance, weight }: Solved): string =>
  balance === undefined || weight === undefined ? 'sum 1 on each side' : 'sum 1 at the source';

const distinctTaus = ({ tauA, tauB }: LinearProblem): readonly number[] =>
  tauA === tauB ? [tauA] : [tauA, tauB];
