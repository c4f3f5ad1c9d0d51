export { barycentricMap } from './barycentric-map.js';
export type { DifferentiableOptions, TransportGeometry, TransportPoints } from './options.js';
export { sinkhornDivergence } from './sinkhorn-divergence.js';
export { sinkhornPotentials } from './sinkhorn-potentials.js';
export { transportCost } from './transport-cost.js';
export { transportPlan } from './transport-plan.js';
