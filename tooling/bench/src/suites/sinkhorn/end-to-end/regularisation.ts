import { type Clouds, squaredDistance } from './clouds.js';

/** How ε is chosen for two clouds, named. */
export interface Regularisation {
  readonly label: string;
  epsilonOf(clouds: Clouds): number;
}

/** The same for all. */
export function fixed(epsilon: number): Regularisation {
  return { label: String(epsilon), epsilonOf: () => epsilon };
}

/** So many standard deviations of the costs |x_i − y_j|². */
export function deviations(count: number): Regularisation {
  return { label: `${count} std`, epsilonOf: (clouds) => count * deviationOfCosts(clouds) };
}

function deviationOfCosts(clouds: Clouds): number {
  const { n } = clouds;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const cost = squaredDistance(clouds, i, j);
      sum += cost;
      squares += cost * cost;
    }
  }
  const mean = sum / n ** 2;
  return Math.sqrt(squares / n ** 2 - mean ** 2);
}
