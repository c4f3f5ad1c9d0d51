import type { Solution } from '@monge/sinkhorn';
import { sum } from 'd3-array';
import { marginalsOf } from './marginals.js';

/**
 * What became of the mass where the marginals of the plan give way, as shares of the source's mass:
 * 1 − destroyed + created = the target's.
 */
export interface MassBalance {
  /** ΣP: what went from a source to a target point. */
  readonly moved: number;
  /** Σ (P 1 − a)₊ + Σ (b − Pᵀ 1)₊: what sources give beyond what they have, and what targets have beyond what arrives. */
  readonly created: number;
  /** Σ (a − P 1)₊ + Σ (Pᵀ 1 − b)₊: what sources keep, and what arrives beyond what targets have. */
  readonly destroyed: number;
}

/** The balance of a plan whose source has mass 1. O(nm). */
export function massBalance(solution: Solution): MassBalance {
  const { a, b } = solution.problem;
  const { source, target } = marginalsOf(solution);
  return {
    moved: solution.mass,
    created: excess(source, a) + excess(b, target),
    destroyed: excess(a, source) + excess(target, b),
  };
}

const excess = (one: Float64Array, other: Float64Array): number =>
  sum(one, (mass, i) => Math.max(0, mass - other[i]));
