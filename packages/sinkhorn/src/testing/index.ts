// What to draw from in a property.

export { type CostMatricesConstraints, costMatrices } from './cost-matrices.js';
export { type PointCloudsConstraints, pointClouds } from './point-clouds.js';
export { type TransportInputsConstraints, transportInputs } from './transport-inputs.js';
export { type WeightsConstraints, weights } from './weights.js';

// Laws.

export type { TransportLaw } from './laws/law.js';
export { transportLaws } from './transport-laws.js';
export type { TransportInput, TransportOutput, TransportSolver } from './transport-solver.js';

// Oracles, and a certificate.

export { bestAlignment } from './oracles/best-alignment.js';
export { bestAssignment } from './oracles/best-assignment.js';
export { type DiracTransport, type Diracs, diracTransport } from './oracles/dirac-transport.js';
export { type Gaussian, type GaussianTransport, gaussianTransport } from './oracles/gaussian-transport.js';
export { type AlignedSpaces, gromovCost } from './oracles/gromov-cost.js';
export { leastInertia } from './oracles/least-inertia.js';
export {
  type GaussianOnLine,
  type UnbalancedGaussianTransport,
  unbalancedGaussianTransport,
} from './oracles/unbalanced-gaussian-transport.js';
export { roundToMarginals } from './round-to-marginals.js';
