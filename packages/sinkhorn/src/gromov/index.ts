export { conditionalGradient } from './conditional-gradient.js';
export type {
  ConditionalGradientOptions,
  ConditionalGradientProgress,
} from './conditional-gradient-options.js';
export { type GaussianGromovBounds, gaussianGromovBounds } from './gaussian-gromov-bounds.js';
export { type GromovGradientOptions, type GromovSensitivities, gromovGradient } from './gromov-gradient.js';
export { type GromovProblem, type GromovProblemOptions, gromovProblem } from './gromov-problem.js';
export type { GromovSolution } from './gromov-solution.js';
export type { GromovTransport } from './gromov-transport.js';
export type { PlanInput } from './internal/starting-plan.js';
export type { GromovLoss } from './loss.js';
export { solveGromov } from './solve-gromov.js';
export { solveGromovAsync } from './solve-gromov-async.js';
export type { GromovProgress, SolveGromovAsyncOptions, SolveGromovOptions } from './solve-gromov-options.js';
