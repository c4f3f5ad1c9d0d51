export type { JointCost, TensorCost, TreeCost, TreeEdge } from './joint-cost.js';
export {
  type MultiMarginalProblem,
  type MultiMarginalProblemOptions,
  multiMarginalProblem,
} from './multi-marginal-problem.js';
export {
  type MultiMarginalSolution,
  type SolveMultiMarginalOptions,
  solveMultiMarginal,
} from './solve-multi-marginal.js';
export { tensorCost } from './tensor-cost.js';
export { chainCost, starCost, treeCost } from './tree-cost.js';
