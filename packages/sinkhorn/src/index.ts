export { type SinkhornOptions, sinkhorn } from './sinkhorn.js';
export { pointCloud, type PointCloudOptions } from './geometry/point-cloud.js';
export { denseCost } from './geometry/dense-cost.js';
export { type GridOptions, grid } from './geometry/grid.js';
export { separableCost } from './geometry/separable-cost.js';
export { lowRankCost } from './geometry/low-rank-cost.js';
export { type CostFactors, costFactors } from './geometry/cost-factors.js';
export { type SparseEntries, sparseCost } from './geometry/sparse-cost.js';
export { type TruncationOptions, truncatedCost } from './geometry/truncated-cost.js';
export { type GibbsKernelOptions, gibbsKernel } from './geometry/gibbs-kernel.js';
export type {
  CostSpread,
  DenseCost,
  Geometry,
  LowRankCost,
  Marginals,
  PointCloud,
  Points,
  SeparableCost,
  SparseCost,
  Truncated,
} from './geometry/geometry.js';
export type { CostRow } from './geometry/cost-row.js';
export { type LinearProblem, type LinearProblemOptions, linearProblem } from './linear-problem.js';
export { solve } from './solve.js';
export { solveAsync } from './solve-async.js';
export { type SolveGreedilyOptions, solveGreedily } from './greedy/solve-greedily.js';
export type {
  Acceleration,
  AndersonAcceleration,
  EpsilonScaling,
  Mode,
  OverRelaxation,
  Progress,
  SolveAsyncOptions,
  SolveOptions,
} from './solve-options.js';
export type {
  Initialiser,
  InitialiserOptions,
  InitialPotentials,
  TargetInitialiser,
} from './initialisers/initialiser.js';
export type { InitialiserName } from './initialisers/initialiser-by-name.js';
export { autoInitialiser } from './initialisers/auto-initialiser.js';
export { staircaseInitialiser } from './initialisers/staircase-initialiser.js';
export { entropicGaussianInitialiser } from './initialisers/entropic-gaussian-initialiser.js';
export { gaussianInitialiser } from './initialisers/gaussian-initialiser.js';
export {
  type GaussianMixtureInitialiserOptions,
  gaussianMixtureInitialiser,
} from './initialisers/gaussian-mixture-initialiser.js';
export { type KMeansInitialiserOptions, kMeansInitialiser } from './initialisers/k-means-initialiser.js';
export {
  type SubsampleInitialiserOptions,
  subsampleInitialiser,
} from './initialisers/subsample-initialiser.js';
export {
  type DualSortInitialiserOptions,
  dualSortInitialiser,
} from './initialisers/dual-sort-initialiser.js';
export { fromSolution } from './initialisers/from-solution.js';
export type { Solution, Status } from './solution.js';
export type { ApplyOptions } from './plan/apply.js';
export { sparsePlan } from './plan/sparse-plan.js';
export type { SparsePlan } from './plan/top-k.js';
export type { TransportOptions } from './plan/transport.js';
export { gradient } from './gradients/gradient.js';
export { type PotentialCotangents, potentialsVjp } from './gradients/potentials-vjp.js';
export { applyVjp, planVjp } from './gradients/plan-vjp.js';
export { transportVjp } from './gradients/transport-vjp.js';
export type {
  DivergenceSensitivities,
  GradientOptions,
  ImplicitOptions,
  ImplicitSensitivities,
  LinearSolve,
  Sensitivities,
} from './gradients/sensitivities.js';
export type { Ambient, Cost, CostInput, Embedding, FusedCost, Point } from './costs/cost.js';
export { squaredEuclidean } from './costs/squared-euclidean.js';
export { euclidean } from './costs/euclidean.js';
export { pNorm } from './costs/p-norm.js';
export { cosine } from './costs/cosine.js';
export { type GreatCircleOptions, greatCircle } from './costs/great-circle.js';

// Divergences, which are zero for equal measures, and potentials beyond the points of a problem.

export type { DivergenceSolutions, SinkhornDivergence } from './divergence/divergence.js';
export { type SinkhornDivergenceOptions, sinkhornDivergence } from './divergence/sinkhorn-divergence.js';
export type { DivergenceGeometries } from './divergence/divergence-problems.js';
export { type DivergenceOptions, solveDivergence } from './divergence/solve-divergence.js';
export { type SolveSymmetricOptions, solveSymmetric } from './divergence/solve-symmetric.js';
export {
  type SinkhornDivergenceAsyncOptions,
  sinkhornDivergenceAsync,
} from './divergence/sinkhorn-divergence-async.js';
export { type DivergenceAsyncOptions, solveDivergenceAsync } from './divergence/solve-divergence-async.js';
export {
  type SolveSymmetricAsyncOptions,
  solveSymmetricAsync,
} from './divergence/solve-symmetric-async.js';
export { type PotentialFunctions, type PotentialsOptions, potentials } from './divergence/potentials.js';

// Transport without regularisation, and bounds of its cost.

export {
  type ExactProgress,
  type ExactSolution,
  type SolveExactlyOptions,
  solveExactly,
} from './exact/solve-exactly.js';
export type { ExactTransport } from './exact/exact-transport.js';
export { type TransportOnLineOptions, transportOnLine } from './exact/transport-on-line.js';
export { type WassersteinOnLineOptions, wassersteinOnLine } from './exact/wasserstein-on-line.js';
export { type Assignment, assignment } from './exact/assignment.js';
export { type RoundedPlan, roundedPlan } from './exact/rounded-plan.js';
export { type Certificate, certificate } from './exact/certificate.js';

// Gaussians and their mixtures, in closed form.

export { type Gaussian, type GaussianOptions, gaussian } from './gaussian/gaussian.js';
export { type FitGaussianOptions, fitGaussian } from './gaussian/fit-gaussian.js';
export {
  type GaussianSolution,
  type SolveGaussianOptions,
  solveGaussian,
} from './gaussian/solve-gaussian.js';
export { squaredBuresWasserstein } from './gaussian/squared-bures-wasserstein.js';
export { gaussianDivergence } from './gaussian/gaussian-divergence.js';
export {
  type GaussianBarycentre,
  type GaussianBarycentreOptions,
  gaussianBarycentre,
} from './gaussian/gaussian-barycentre.js';
export {
  type GaussianMixture,
  type GaussianMixtureOptions,
  gaussianMixture,
} from './gaussian/gaussian-mixture.js';
export {
  type FitGaussianMixtureOptions,
  fitGaussianMixture,
  type GaussianMixtureFit,
} from './gaussian/fit-gaussian-mixture.js';
export { mixtureProblem } from './gaussian/mixture-problem.js';
export { squaredMixtureWasserstein } from './gaussian/squared-mixture-wasserstein.js';

// Other distances between weighted clouds, for comparison.

export { slicedWasserstein } from './distances/sliced-wasserstein.js';
export { maxSlicedWasserstein } from './distances/max-sliced-wasserstein.js';
export type { SlicedOptions } from './distances/internal/distances-along.js';
export type { MeasureOptions } from './distances/internal/measures.js';
export { type EnergyDistanceOptions, energyDistance } from './distances/energy-distance.js';
export { type SquaredMmdOptions, squaredMmd } from './distances/squared-mmd.js';
export { type MongeGap, type MongeGapOptions, mongeGap } from './distances/monge-gap.js';
