// What to draw from in a property.

export { keys } from './keys.js';

// Laws.

export { type ChiSquare, chiSquare } from './chi-square.js';
export { kolmogorovSmirnov, type TestOfFit } from './kolmogorov-smirnov.js';
export { type Moments, moments } from './moments.js';

// Oracles.

export {
  betaCdf,
  type Cdf,
  exponentialCdf,
  gammaCdf,
  gumbelCdf,
  normalCdf,
  uniformCdf,
} from './cdfs.js';
export { poissonPmf } from './poisson-pmf.js';
