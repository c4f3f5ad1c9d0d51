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
export { logBinomial } from './log-binomial.js';
export { betainc } from './betainc.js';

// Modified Bessel functions.

export { besselI0 } from './bessel-i0.js';
export { besselI0e } from './bessel-i0e.js';
export { besselI1 } from './bessel-i1.js';
export { besselI1e } from './bessel-i1e.js';
export { logBesselI0 } from './log-bessel-i0.js';
export { logBesselI1 } from './log-bessel-i1.js';

// Activations, which stand in `@monge/autodiff` too.

export { gelu } from '../ops/elementwise/gelu.js';
export { relu } from '../ops/elementwise/relu.js';
export { sigmoid } from '../ops/elementwise/sigmoid.js';
export { silu } from '../ops/elementwise/silu.js';
export { softplus } from '../ops/elementwise/softplus.js';
