import { heading } from '../transport/drift.js';
import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { formatCount, formatNumber, formatPower, formatQuantity, formatSeconds } from './format.js';

/** One line of a summary: what, how much, and a remark. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

/** What was moved where, at which cost, how, and how far the computation got. */
export function facts(solved: Solved, { drift }: Findings): readonly Fact[] {
  const { source, target, cost, solution, seconds, weight } = solved;
  const { marginalErrors, executor, mode } = solution;
  const { names, geographic } = source.axes;
  return [
    { name: 'source', value: formatCount(source.weights.length, 'point'), note: source.label },
    { name: 'target', value: formatCount(target.weights.length, 'point'), note: target.label },
    { name: 'coordinates', value: names.join(', '), ...(geographic ? { note: 'degrees' } : {}) },
    { name: 'weights', value: weight ?? 'uniform', note: 'sum 1 on each side' },
    { name: 'cost', value: cost.name, note: cost.formula },
    {
      name: 'epsilon',
      value: formatQuantity(solution.epsilon, cost.unit),
      note: 'strength of the regularisation',
    },
    {
      name: 'transport cost',
      value: formatQuantity(solution.cost, cost.unit),
      note: '⟨P, C⟩, mean over the mass',
    },
    {
      name: 'regularised cost',
      value: formatQuantity(solution.regularisedCost, cost.unit),
      note: '⟨P, C⟩ + ε KL(P | a ⊗ b)',
    },
    {
      name: 'net displacement',
      value: netDisplacement(solved, drift.mean),
      note: 'mean of x → T(x), T the entropic map',
    },
    {
      name: 'mean displacement',
      value: formatQuantity(drift.length, geographic ? 'km' : 'units'),
      note: 'mean distance from x to T(x)',
    },
    { name: 'source error', value: formatPower(marginalErrors.source), note: 'L1 distance of P 1 from a' },
    { name: 'target error', value: formatPower(marginalErrors.target), note: 'L1 distance of Pᵀ 1 from b' },
    {
      name: 'time',
      value: formatSeconds(seconds),
      note: `${executor.name}, ${formatCount(executor.threads, 'thread')}, ${mode} form`,
    },
    { name: 'status', value: statusInWords(solved) },
  ];
}

/** The mean displacement: length and direction on the globe, components elsewhere. */
export function netDisplacement({ source }: Solved, mean: readonly number[]): string {
  const [east = 0, north = 0] = mean;
  if (source.axes.geographic) {
    const length = Math.hypot(east, north);
    return length > 0 ? `${formatNumber(length)} km ${heading(east, north)}` : '0 km';
  }
  const shown = mean.slice(0, 3).map((component) => `${component > 0 ? '+' : ''}${formatNumber(component)}`);
  return `(${[...shown, ...(mean.length > 3 ? ['…'] : [])].join(', ')})`;
}

/** How the iteration ended; where it did not converge, by how much, and what to do. */
export function statusInWords({ solution, threshold }: Solved): string {
  const { status, iterations, errors } = solution;
  const after = `after ${formatCount(iterations, 'iteration')}`;
  if (status === 'converged') return `converged ${after}`;
  const error = `error ${formatPower(errors.at(-1) ?? Number.NaN)}, threshold ${formatPower(threshold)}`;
  return status === 'diverged'
    ? `DIVERGED ${after}: ${error}; raise --epsilon${solution.mode === 'log' ? '' : ' or take --mode log'}`
    : `NOT CONVERGED ${after}: ${error}; raise --max-iterations or --epsilon`;
}
