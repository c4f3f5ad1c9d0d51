import { bestMass, strength } from '../internal/best-mass.js';

/** Two points, and how firmly their masses are held. */
export interface Diracs {
  /** Mass of the source. Default 1. */
  readonly massA?: number;
  /** Mass of the target. Default 1. */
  readonly massB?: number;
  /** What it costs to move a unit of mass from one to the other. */
  readonly cost: number;
  readonly epsilon: number;
  /** ρ/(ρ + ε) in (0, 1] of the source, where ρ is the strength of ρ KL(P 1 | a). Default 1. */
  readonly tauA?: number;
  /** Of the target. Default 1. */
  readonly tauB?: number;
}

/** The unbalanced transport between two points. */
export interface DiracTransport {
  /** The mass that is moved. */
  readonly mass: number;
  /** What moving it costs. */
  readonly cost: number;
  /** With the regularisation, and what the marginals cost. */
  readonly regularisedCost: number;
  /** The source potential; only f + g is determined where both marginals have to be met, and half of it is given then. */
  readonly f: number;
  readonly g: number;
}

/**
 * The exact solution of unbalanced entropic transport from one point to another: of
 *
 *   c M + ε KL(M | m_a m_b) + ρ_a KL(M | m_a) + ρ_b KL(M | m_b)
 *
 * the derivative c + ε log(M/(m_a m_b)) + ρ_a log(M/m_a) + ρ_b log(M/m_b) is zero at
 *
 *   M = (m_a^(ε + ρ_a) m_b^(ε + ρ_b) exp(−c))^(1/(ε + ρ_a + ρ_b)),   f = −ρ_a log(M/m_a),  g = −ρ_b log(M/m_b),
 *
 * and M is the mass of the side that has to be met, if there is one.
 *
 * @example
 * diracTransport({ massA: 2, massB: 8, cost: 0, epsilon: 1e-9, tauA: 1 - 1e-9, tauB: 1 - 1e-9 }).mass; // → 4.0000
 */
export function diracTransport(diracs: Diracs): DiracTransport {
  const { massA = 1, massB = 1, cost, epsilon, tauA = 1, tauB = 1 } = diracs;
  const source = { mass: massA, rho: strength(tauA, epsilon) };
  const target = { mass: massB, rho: strength(tauB, epsilon) };
  const { mass, regularisedCost } = bestMass(cost, { epsilon, source, target });
  const both = cost + epsilon * Math.log(mass / (massA * massB));
  const response = ({ mass: whole, rho }: typeof source) =>
    rho === Infinity ? undefined : -rho * Math.log(mass / whole);
  const [f, g] = [response(source), response(target)];
  return {
    mass,
    cost: mass * cost,
    regularisedCost,
    f: f ?? both - (g ?? both / 2),
    g: g ?? both - (f ?? both / 2),
  };
}
