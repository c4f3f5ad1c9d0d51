import type { Executor } from '@monge/ndarray';
import { costDeviation } from '../../geometry/cost-deviation.js';
import { sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import { centredProducts } from './centred-products.js';
import { costProducts } from './cost-products.js';
import { dualPart, exchange, exponentiate, type Link, type Slackness, scale, slacken } from './link.js';
import { madeFeasible } from './made-feasible.js';
import { project } from './projection.js';

export interface DescentLimits {
  readonly threshold: number;
  readonly maxIterations: number;
}

/** What the descent reports after each iteration. */
export interface DescentStep {
  readonly error: number;
  readonly cost: number;
}

export interface Descent {
  readonly errors: Float64Array;
  /** g, [r] */
  readonly g: Float64Array;
  /** ⟨P, C⟩ */
  readonly cost: number;
}

/** Steps that are taken however small the gap is: a ⊗ b is stationary, and to be left if the start is near it. */
const FIRST_STEPS = 3;
/** The largest exponent of the first step, and of any. */
const FIRST_EXPONENT = 10;
const LARGEST_EXPONENT = 50;
/** By how much steps grow while they are good. */
const GROWTH = 1.5;
/** Of a step that is not, half is tried, so many times at most: what is then still worse is so by rounding. */
const MOST_ATTEMPTS = 40;

/** Factors may disagree about g by this fraction of the error: more of it would hide the descent, and less takes time. */
const DISAGREEMENT = 0.3;
const LARGEST_DISAGREEMENT = 1e-2;
const LEAST_DISAGREEMENT = 1e-12;
/** What is left of that to be shared out at the end. */
const SETTLED = 0.1;
/** How many times its size a disagreement may lower the cost, in standard deviations of the costs. */
const WORTH = 4;
const MOST_PROJECTIONS = 500;

/** The least share of all mass that a latent point keeps, over the rank: without any it could not get some back. */
const LEAST_MASS = 1e-10;
const ROUNDING = 1e-12;
/** Slacks below this fraction of the deviation of the costs may be rounding, and steps need not be as long as they ask for. */
const FLAT = 1e-9;

/**
 * Mirror descent on the factors of a plan of low rank (Scetbon, Cuturi & Peyré 2021, "Low-Rank Sinkhorn Factorization", Algorithm 3): a step multiplies Q, R and g by
 * exp(−γ ∇) and projects what comes out onto the constraints.
 *
 * Two things are not as in the paper. A step is kept only if the cost falls as far as its model says (the descent lemma of relative smoothness; Lu, Freund & Nesterov 2018,
 * "Relatively smooth convex optimization by first-order methods"), else γ is halved; it grows while steps are good. And the descent ends by the duality gap of the linearised problem, which
 * depends on the plan and on no step: the test of the references divides the length of a step by γ², so that a large γ passes it anywhere.
 *
 * Writes into the links, whose shares are those of a feasible plan when it ends.
 */
export function* mirrorDescent(
  problem: LinearProblem,
  links: readonly [Link, Link],
  executor: Executor,
  { threshold, maxIterations }: DescentLimits,
): Generator<DescentStep, Descent> {
  const [q, r] = links;
  const rank = q.rank;
  const mass = sum(problem.a);
  const deviation = costDeviation(problem.geometry, problem.a, problem.b) || 1;
  const unit = mass * deviation;
  const flat = FLAT * deviation;
  const least = (LEAST_MASS * mass) / rank;
  const { products, mean } = centredProducts(problem, costProducts(problem.geometry, executor));
  const errors: number[] = [];
  /** The derivative of the cost with respect to g. */
  const gradient = new Float64Array(rank);
  let g = madeFeasible(links);
  let cost = evaluate();
  let settled = true;
  let gamma = 0;
  let good = true;
  let tolerance = LARGEST_DISAGREEMENT;

  /** The cost, but for the mean, with its gradients: C R/g, Cᵀ Q/g, and −Qᵀ C R/g² on the diagonal. */
  function evaluate(): number {
    products(
      { weights: q.weights, rows: q.shares },
      { weights: r.weights, rows: r.shares },
      rank,
      q.work,
      r.work,
    );
    for (const { work } of links) {
      for (let start = 0; start < work.length; start += rank) {
        for (let k = 0; k < rank; k++) work[start + k] /= g[k];
      }
    }
    gradient.fill(0);
    let total = 0;
    for (let i = 0, at = 0; i < q.weights.length; i++) {
      for (let k = 0; k < rank; k++, at++) {
        const part = q.weights[i] * q.shares[at] * q.work[at];
        gradient[k] -= part / g[k];
        total += part;
      }
    }
    return total;
  }

  /** The duality gap, with the best potentials that λ leads to; gradients become slacks. */
  function slackness(): Slackness {
    // What g costs and λ + λ′ have to balance: where they leave something, the potentials of the points can be raised.
    for (let k = 0; k < rank; k++) {
      const left = gradient[k] + q.latent[k] + r.latent[k];
      for (const { latent } of links) latent[k] -= left / 2;
    }
    const [sources, targets] = links.map(slacken);
    return { gap: sources.gap + targets.gap, largest: Math.max(sources.largest, targets.largest) };
  }

  /** Moves on along the slacks; whether the cost falls as it should. */
  function move(): boolean {
    for (const link of links) exponentiate(link, gamma, executor);
    const projection = project(links, g, least, { tolerance, maxIterations: MOST_PROJECTIONS });
    g = projection.g;
    const model = dualPart(q, gamma) + dualPart(r, gamma);
    for (const link of links) scale(link);
    cost = evaluate();
    const allowance = (WORTH * projection.error + ROUNDING) * unit + ROUNDING * Math.abs(model);
    return cost <= model + allowance;
  }

  /** Makes the factors agree: by a projection as far as that goes, and to the last digit. */
  function settle(): void {
    for (const { work, shares } of links) work.set(shares);
    project(links, g, least, { tolerance: SETTLED * tolerance, maxIterations: MOST_PROJECTIONS });
    for (const link of links) scale(link);
    g = madeFeasible(links);
    cost = evaluate();
  }

  for (;;) {
    const found = slackness();
    let { largest } = found;
    const error = found.gap / unit;
    const stationary = !(error > (errors.length < FIRST_STEPS ? ROUNDING : threshold));
    const last = stationary || errors.length + 1 >= maxIterations;
    if (last && !settled) {
      settle();
      settled = true;
      continue;
    }
    errors.push(error);
    yield { error, cost: cost + mass * mean };
    if (last) return { errors: Float64Array.from(errors), g, cost: cost + mass * mean };
    tolerance = Math.max(LEAST_DISAGREEMENT, Math.min(DISAGREEMENT * error, tolerance));
    // At first, and where slacks have become much smaller since.
    if (good) gamma = Math.max(gamma, FIRST_EXPONENT / Math.max(largest, flat));
    for (let attempt = 1; ; attempt++) {
      gamma = Math.min(gamma, LARGEST_EXPONENT / Math.max(largest, flat));
      const before = g;
      good = move();
      if (good || attempt === MOST_ATTEMPTS) break;
      links.forEach(exchange);
      g = before;
      cost = evaluate();
      ({ largest } = slackness());
      gamma /= 2;
    }
    for (const { latent, columns } of links) {
      for (let k = 0; k < rank; k++) latent[k] += Math.log(columns[k]) / gamma;
    }
    gamma *= GROWTH;
    settled = false;
  }
}
