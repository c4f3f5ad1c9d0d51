import { ShapeError } from '@monge/ndarray';

/** Two spaces with costs among their points, and how these are compared. */
export interface AlignedSpaces {
  /** [n, n], row by row. */
  readonly source: ArrayLike<number>;
  /** [m, m] */
  readonly target: ArrayLike<number>;
  /** L(c, c′). Default (c − c′)². */
  readonly loss?: (c: number, d: number) => number;
}

/**
 * Σ_ijkl L(C_ik, C′_jl) P_ij P_kl, the cost of a plan in a Gromov–Wasserstein problem, by its definition. O(n²·m²).
 *
 * @param plan [n, m], row by row.
 *
 * @example
 * gromovCost({ source: [0, 1, 1, 0], target: [0, 3, 3, 0] }, [0.5, 0, 0, 0.5]); // → 2
 */
export function gromovCost(
  { source, target, loss = squareLoss }: AlignedSpaces,
  plan: ArrayLike<number>,
): number {
  const [n, m] = [sideOf(source, 'source'), sideOf(target, 'target')];
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const mass = plan[i * m + j];
      if (mass === 0) continue;
      for (let k = 0; k < n; k++) {
        for (let l = 0; l < m; l++) {
          const other = plan[k * m + l];
          if (other !== 0) total += mass * other * loss(source[i * n + k], target[j * m + l]);
        }
      }
    }
  }
  return total;
}

/** The side of a square matrix. */
export function sideOf(costs: ArrayLike<number>, name: string): number {
  const side = Math.round(Math.sqrt(costs.length));
  if (side * side === costs.length) return side;
  throw new ShapeError(
    `sinkhorn.gromovCost: expected a square number of costs in ${name} (a square matrix, row by row), got ${costs.length}`,
  );
}

export function squareLoss(c: number, d: number): number {
  return (c - d) ** 2;
}
