// Error functions and the normal law.

export { erf } from './erf.js';
export { erfc } from './erfc.js';
export { erfcinv } from './erfcinv.js';
export { erfinv } from './erfinv.js';
export { logNormalCdf } from './log-normal-cdf.js';
export { normalCdf } from './normal-cdf.js';
export { normalQuantile } from './normal-quantile.js';

// The gamma and beta functions.

export { digamma } from './digamma.js';
export { lgamma } from './lgamma.js';
export { logBeta } from './log-beta.js';

// Modified Bessel functions.

export { logBesselI0 } from './log-bessel-i0.js';
