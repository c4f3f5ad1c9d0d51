import { heading } from '../transport/drift.js';
import { initialisers } from '../transport/initialisers.js';
import type { Solved } from '../transport/solved.js';
import type { Fact } from './fact.js';
import type { Findings } from './findings.js';
import { formatCount, formatNumber, formatPower, formatQuantity, formatSeconds } from './format.js';
import { massFacts, weightsInWords } from './mass-facts.js';

/** What was moved where, at which cost, how, and how far the computation got. */
export function facts(solved: Solved, found: Findings): readonly Fact[] {
  return [
    ...givenFacts(solved),
    ...massFacts(solved),
    ...costFacts(solved),
    ...displacementFacts(solved, found),
    ...computationFacts(solved),
  ];
}

function givenFacts(solved: Solved): readonly Fact[] {
  const { source, target, cost, solution, weight, initialiser } = solved;
  const { names, geographic } = source.axes;
  return [
    { name: 'source', value: formatCount(source.weights.length, 'point'), note: source.label },
    { name: 'target', value: formatCount(target.weights.length, 'point'), note: target.label },
    { name: 'coordinates', value: names.join(', '), ...(geographic ? { note: 'degrees' } : {}) },
    { name: 'weights', value: weight ?? 'uniform', note: weightsInWords(solved) },
    { name: 'cost', value: cost.name, note: cost.formula },
    {
      name: 'epsilon',
      value: formatQuantity(solution.epsilon, cost.unit),
      note: 'strength of the regularisation',
    },
    ...(initialiser === undefined
      ? []
      : [{ name: 'initialiser', value: initialiser, note: initialisers[initialiser] }]),
  ];
}

function costFacts({ cost, solution, balance, divergence, barycentre }: Solved): readonly Fact[] {
  const balanced = balance === undefined;
  const mean = formatQuantity(solution.cost / solution.mass, cost.unit);
  const found: readonly (Fact | undefined)[] = [
    {
      name: 'transport cost',
      value: formatQuantity(solution.cost, cost.unit),
      note: balanced ? '⟨P, C⟩, mean over the mass' : `⟨P, C⟩; ${mean} a unit that moves`,
    },
    {
      name: 'regularised cost',
      value: formatQuantity(solution.regularisedCost, cost.unit),
      note: balanced ? '⟨P, C⟩ + ε KL(P | a ⊗ b)' : '⟨P, C⟩ + ε KL(P | a ⊗ b) + ρ KL terms',
    },
    divergence && {
      name: 'divergence',
      value: formatQuantity(divergence.divergence, cost.unit),
      note:
        divergence.status !== 'converged'
          ? 'NOT CONVERGED; raise --max-iterations'
          : balanced
            ? 'OT(a, b) − ½ OT(a, a) − ½ OT(b, b)'
            : 'OT − ½OT(a,a) − ½OT(b,b) + ½ε(Σa−Σb)²',
    },
    barycentre && {
      name: 'barycentre',
      value: formatCount(barycentre.points.weights.length, 'point'),
      note: `t = ${formatNumber(barycentre.t)}; ${barycentre.status === 'converged' ? 'at rest' : 'NOT AT REST'} after ${formatCount(barycentre.iterations, 'round')}`,
    },
  ];
  return found.filter((fact) => fact !== undefined);
}

function displacementFacts(solved: Solved, { drift }: Findings): readonly Fact[] {
  return [
    {
      name: 'net displacement',
      value: netDisplacement(solved, drift.mean),
      note: 'mean of x → T(x), T the entropic map',
    },
    {
      name: 'mean displacement',
      value: formatQuantity(drift.length, solved.source.axes.geographic ? 'km' : 'units'),
      note: 'mean distance from x to T(x)',
    },
  ];
}

function computationFacts(solved: Solved): readonly Fact[] {
  const { solution, seconds } = solved;
  const { marginalErrors, executor, mode, problem } = solution;
  // What the best plan has where a marginal gives way.
  const [a, b] = [problem.tauA < 1 ? 'a exp(−f/ρ)' : 'a', problem.tauB < 1 ? 'b exp(−g/ρ)' : 'b'];
  return [
    { name: 'source error', value: formatPower(marginalErrors.source), note: `L1 distance of P 1 from ${a}` },
    {
      name: 'target error',
      value: formatPower(marginalErrors.target),
      note: `L1 distance of Pᵀ 1 from ${b}`,
    },
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
