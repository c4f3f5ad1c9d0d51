import type { Geometry } from '../../geometry/geometry.js';
import type { InitialPotentials } from '../../initialisers/initialiser.js';
import type { Solution } from '../../solution.js';
import type { Blocks } from './plan-blocks.js';

/** What the objective is made of at a plan P. */
export interface Measured {
  /** Σ L(C_ik, C′_jl) P_ij P_kl */
  readonly gromov: number;
  /** ⟨P, F⟩ */
  readonly feature: number;
  /** ΣP */
  readonly mass: number;
}

/**
 * What is minimised, linearised: at each plan P there are costs, (2α L ⊗ P + (1 − α) F)/ΣP, that its gradient consists of, and they make the next
 * transport problem. A visit is a plan with what was found out there; costs are kept in the form that the transport problem takes.
 */
export interface QuadraticForm<Visit extends Measured, Costs> {
  /** Whether it is known to be concave on the plans of given marginals, so that no full step raises the objective. */
  readonly concave: boolean;
  readonly visit: (blocks: Blocks) => Visit;
  /** The costs at a visited plan, and a constant. */
  readonly costs: (visit: Visit, constant: number) => Costs;
  /** (1 − θ) from + θ to */
  readonly between: (from: Costs, to: Costs, theta: number) => Costs;
  /** Costs that are all higher by a constant. */
  readonly raised: (costs: Costs, constant: number) => Costs;
  readonly least: (costs: Costs) => number;
  readonly geometry: (costs: Costs) => Geometry;
  /** What a solution for some costs offers as a start for others. */
  readonly start: (solution: Solution) => InitialPotentials;
  /** The L1 distance of two plans over the mass of the first. */
  readonly distance: (visit: Visit, before: Visit) => number;
  /** The visit of t P: absent where plans have a given mass. */
  readonly rescaled?: (visit: Visit, t: number) => Visit;
}
