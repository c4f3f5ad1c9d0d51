import { type Contender, type Facts, timed } from '../../../contender.js';
import { type Clouds, squaredDistance } from './clouds.js';

/** What a solver returns: the plan is P_ij = exp((f_i + g_j − |x_i − y_j|²)/ε)/n². */
export interface Solved {
  readonly f: ArrayLike<number>;
  readonly g: ArrayLike<number>;
  readonly iterations: number;
}

/**
 * What the plan of two potentials is worth, computed here for every solver alike: the larger of the L1 errors of its
 * two marginals, and its cost ⟨P, C⟩.
 */
export function factsOf({ f, g, iterations }: Solved, clouds: Clouds, epsilon: number): Facts {
  const { n } = clouds;
  const columnSums = new Float64Array(n);
  let source = 0;
  let cost = 0;
  for (let i = 0; i < n; i++) {
    let rowSum = 0;
    for (let j = 0; j < n; j++) {
      const distance = squaredDistance(clouds, i, j);
      const mass = Math.exp((f[i] + g[j] - distance) / epsilon) / (n * n);
      rowSum += mass;
      columnSums[j] = columnSums[j] + mass;
      cost += mass * distance;
    }
    source += Math.abs(rowSum - 1 / n);
  }
  const target = columnSums.reduce((error, sum) => error + Math.abs(sum - 1 / n), 0);
  return { iterations, error: Math.max(source, target), cost };
}

/** A solver of this process, run once for its facts. */
export function contenderOf(solve: () => Solved, clouds: Clouds, epsilon: number): Contender {
  return timed(solve, factsOf(solve(), clouds, epsilon));
}
