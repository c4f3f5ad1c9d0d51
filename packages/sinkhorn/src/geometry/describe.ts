import type { Geometry } from './geometry.js';

const names = {
  denseCost: 'a matrix of costs',
  separableCost: 'costs that are sums over axes',
  lowRankCost: 'costs of low rank',
  sparseCost: 'sparse costs',
} as const;

/** What an error calls a geometry. */
export function describe(geometry: Geometry): string {
  return geometry.kind === 'pointCloud' ? `the ${geometry.cost.name} cost` : names[geometry.kind];
}
