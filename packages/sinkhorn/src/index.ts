export { type SinkhornOptions, sinkhorn } from './sinkhorn.js';
export { pointCloud, type PointCloudOptions } from './geometry/point-cloud.js';
export { denseCost } from './geometry/dense-cost.js';
export type { DenseCost, Geometry, PointCloud, Points } from './geometry/geometry.js';
export { type LinearProblem, type LinearProblemOptions, linearProblem } from './linear-problem.js';
export { solve } from './solve.js';
export { solveAsync } from './solve-async.js';
export type {
  Acceleration,
  EpsilonScaling,
  Mode,
  Progress,
  SolveAsyncOptions,
  SolveOptions,
} from './solve-options.js';
export type { Solution, Status } from './solution.js';
export type { ApplyOptions } from './plan/apply.js';
export type { SparsePlan } from './plan/top-k.js';
export type { TransportOptions } from './plan/transport.js';
export type { Ambient, Cost, CostInput, Embedding, FusedCost, Point } from './costs/cost.js';
export { squaredEuclidean } from './costs/squared-euclidean.js';
export { euclidean } from './costs/euclidean.js';
export { pNorm } from './costs/p-norm.js';
export { cosine } from './costs/cosine.js';
export { type GreatCircleOptions, greatCircle } from './costs/great-circle.js';
