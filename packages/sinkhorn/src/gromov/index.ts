export {
  type ConditionalGradientOptions,
  type ConditionalGradientProgress,
  conditionalGradient,
  type GromovTransport,
} from './conditional-gradient.js';
export { type GaussianGromovBounds, gaussianGromovBounds } from './gaussian-gromov-bounds.js';
export { type GromovGradientOptions, type GromovSensitivities, gromovGradient } from './gromov-gradient.js';
export { type GromovProblem, type GromovProblemOptions, gromovProblem } from './gromov-problem.js';
export type { GromovSolution } from './gromov-solution.js';
export type { PlanInput } from './internal/starting-plan.js';
export type { GromovLoss } from './loss.js';
export { solveGromov } from './solve-gromov.js';
export { solveGromovAsync } from './solve-gromov-async.js';
export type { GromovProgress, SolveGromovAsyncOptions, SolveGromovOptions } from './solve-gromov-options.js';
