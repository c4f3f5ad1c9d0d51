import { normalToNormal, squareToNormal } from './end-to-end/clouds.js';
import type { EndToEnd } from './end-to-end/end-to-end-case.js';
import { deviations, fixed } from './end-to-end/regularisation.js';

const pairs = [squareToNormal, normalToNormal];

/** At an ε that suits many, to an error that suits many. */
export function everyday(sizes: readonly number[]): readonly EndToEnd[] {
  const regularisation = fixed(0.05);
  return pairs.flatMap((pair) => sizes.map((n) => ({ n, pair, regularisation, threshold: 1e-4 })));
}

/** At our default ε, which is also that of OTT-JAX, and to an error that takes most of the iterations. */
export function accurate(sizes: readonly number[]): readonly EndToEnd[] {
  const regularisation = deviations(0.05);
  return pairs.flatMap((pair) => sizes.map((n) => ({ n, pair, regularisation, threshold: 1e-6 })));
}
