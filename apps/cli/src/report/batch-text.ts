import { initialisers } from '../transport/initialisers.js';
import type { SolvedGroup } from '../transport/solve-groups.js';
import { statusOf } from '../transport/status-of.js';
import { formatCount, formatNumber, formatPower, formatSeconds, formatShare } from './format.js';
import { tausInWords, weightsInWords } from './mass-facts.js';
import type { Sheet } from './sheets.js';
import { aligned, lines } from './text.js';

/** The summary of a batch that is printed on a terminal: what the groups share, and a line for each. */
export function batchText(column: string, groups: readonly SolvedGroup[], title: string): string {
  const sheet = groupSheet(column, groups);
  return lines([
    title,
    '',
    ...aligned(sharedFacts(column, groups), ['left', 'left', 'left']),
    '',
    sheet.title,
    ...aligned([sheet.header, ...sheet.rows], sheet.align),
  ]);
}

function sharedFacts(column: string, groups: readonly SolvedGroup[]): Sheet['rows'] {
  const [{ solved }] = groups;
  const { source, cost, weight, threshold, initialiser, seconds, solution, balance } = solved;
  const { executor, problem } = solution;
  const converged = groups.filter((group) => statusOf(group.solved) === 'converged').length;
  const remedy = converged < groups.length ? '; raise --max-iterations or --epsilon' : '';
  return [
    ['groups', formatCount(groups.length, 'problem'), `one for each "${column}"`],
    ['coordinates', source.axes.names.join(', '), source.axes.geographic ? 'degrees' : ''],
    ['weights', weight ?? 'uniform', weightsInWords(solved)],
    ['cost', cost.name, cost.formula],
    ...(balance ? [['tau', tausInWords(problem), 'ρ KL of a marginal, ρ = ετ/(1 − τ)']] : []),
    ...(initialiser === undefined ? [] : [['initialiser', initialiser, initialisers[initialiser]]]),
    ['threshold', formatPower(threshold), 'L1 marginal error'],
    ['time', formatSeconds(seconds), `${executor.name}, ${formatCount(executor.threads, 'thread')}`],
    ['status', `${converged} of ${groups.length} converged${remedy}`],
  ];
}

/** A line for each group: its size, what was found, and how soon. */
function groupSheet(column: string, groups: readonly SolvedGroup[]): Sheet {
  const [first] = groups;
  const { unit } = first.solved.cost;
  const columns: readonly (readonly [string, (group: SolvedGroup) => string | undefined])[] = [
    ['source', ({ solved }) => solved.source.weights.length.toLocaleString('en-GB')],
    ['target', ({ solved }) => solved.target.weights.length.toLocaleString('en-GB')],
    ['epsilon', ({ solved }) => formatNumber(solved.solution.epsilon)],
    ['cost', ({ solved }) => formatNumber(solved.solution.cost)],
    ['moved', ({ solved: { balance } }) => balance && formatShare(balance.moved)],
    ['divergence', ({ solved: { divergence } }) => divergence && formatNumber(divergence.divergence)],
    ['iterations', ({ solved }) => iterationsInWords(solved)],
  ];
  const shown = columns.filter(([, cell]) => cell(first) !== undefined);
  return {
    title: `Transport by ${column}${unit === '1' ? '' : `, costs in ${unit}`}`,
    header: [column, ...shown.map(([name]) => name)],
    align: ['left', ...shown.map(() => 'right' as const)],
    rows: groups.map((group) => [group.name, ...shown.map(([, cell]) => cell(group) ?? '')]),
  };
}

/** Their number, and where they did not lead to the end, that. */
function iterationsInWords(solved: SolvedGroup['solved']): string {
  const status = statusOf(solved);
  const count = solved.solution.iterations.toLocaleString('en-GB');
  if (status === 'converged') return count;
  return status === 'diverged' ? `DIVERGED ${count}` : `NOT CONVERGED ${count}`;
}
