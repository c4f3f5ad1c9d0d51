export { barycentricMap } from './barycentric-map.js';
export type { DifferentiableOptions, TransportGeometry } from './options.js';
export { sinkhornPotentials } from './sinkhorn-potentials.js';
export { transportCost } from './transport-cost.js';
export { transportPlan } from './transport-plan.js';
