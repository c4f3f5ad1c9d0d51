export type { Barycentre } from './barycentre.js';
export { type BarycentrePointsOptions, barycentrePoints } from './barycentre-points.js';
export {
  type BarycentreObjective,
  type BarycentreProblem,
  type BarycentreProblemOptions,
  barycentreProblem,
} from './barycentre-problem.js';
export {
  type FreeSupportBarycentre,
  type FreeSupportBarycentreOptions,
  freeSupportBarycentre,
} from './free-support-barycentre.js';
export { type SinkhornClusters, type SinkhornKMeansOptions, sinkhornKMeans } from './sinkhorn-k-means.js';
export { type SolveBarycentreOptions, solveBarycentre } from './solve-barycentre.js';
