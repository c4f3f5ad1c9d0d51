// Error functions and the normal law.

export { erf, erfc } from './erf.js';
export { erfcinv, erfinv } from './erfinv.js';
export { logNormalCdf, normalCdf, normalQuantile } from './normal.js';

// The gamma and beta functions.

export { lgamma } from './lgamma.js';
export { digamma } from './digamma.js';
export { logBeta, logBinomial } from './beta.js';
export { betainc } from './betainc.js';

// Modified Bessel functions.

export { besselI0, besselI0e, besselI1, besselI1e, logBesselI0, logBesselI1 } from './bessel.js';

// Activations.

export { gelu, relu, sigmoid, silu, softplus } from './activations.js';
