import type { Status } from '@monge/sinkhorn';
import type { MassBalance } from '../transport/mass-balance.js';
import type { Solved } from '../transport/solved.js';
import { statusOf } from '../transport/status-of.js';

/** What `--json` prints. */
export interface JsonSummary {
  /** ⟨P, C⟩, in `unit`. */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b), in `unit`; with ρ KL(P 1 | a) and ρ KL(Pᵀ 1 | b) where the marginals may give way. */
  readonly regularisedCost: number;
  /** OT(a, b) − ½ OT(a, a) − ½ OT(b, b) + ½ ε (Σa − Σb)² with OT the regularised cost, in `unit`; where it was asked for. */
  readonly divergence?: number;
  /** In `unit`. */
  readonly epsilon: number;
  /** The worst of the transport's and the divergence's. */
  readonly status: Status;
  readonly iterations: number;
  /** L1 distances of the plan's marginals from the weights, or from what they give way to. */
  readonly marginalErrors: { readonly source: number; readonly target: number };
  /** Shares of the source's mass; where the marginals may give way. */
  readonly mass?: MassBalance;
  /** Where it was asked for. */
  readonly barycentre?: {
    readonly t: number;
    readonly cost: number;
    readonly status: Status;
    readonly iterations: number;
    readonly n: number;
  };
  /** Wall-clock time of the solution. */
  readonly seconds: number;
  readonly executor: string;
  readonly threads: number;
  /** Numbers of source and of target points. */
  readonly n: number;
  readonly m: number;
  /** As `--cost` takes it. */
  readonly costName: string;
  readonly unit: string;
}

/** A transport in numbers, for programs. */
export function jsonSummary(solved: Solved): JsonSummary {
  const { source, target, cost, solution, balance, divergence, barycentre, seconds } = solved;
  const { regularisedCost, epsilon, iterations, marginalErrors, executor } = solution;
  return {
    cost: solution.cost,
    regularisedCost,
    ...(divergence && { divergence: divergence.divergence }),
    epsilon,
    status: statusOf(solved),
    iterations,
    marginalErrors: { source: marginalErrors.source, target: marginalErrors.target },
    ...(balance && { mass: balance }),
    ...(barycentre && {
      barycentre: {
        t: barycentre.t,
        cost: barycentre.cost,
        status: barycentre.status,
        iterations: barycentre.iterations,
        n: barycentre.points.weights.length,
      },
    }),
    seconds,
    executor: executor.name,
    threads: executor.threads,
    n: source.weights.length,
    m: target.weights.length,
    costName: cost.name,
    unit: cost.unit,
  };
}
