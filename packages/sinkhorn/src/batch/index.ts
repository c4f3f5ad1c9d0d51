// Many small problems at once.

export type { BatchProgress, SolveBatchAsyncOptions, SolveBatchOptions } from './batch-options.js';
export type { BatchSolution } from './batch-solution.js';
export { denseCosts, pointClouds } from './geometries.js';
export { type BatchSensitivities, gradients } from './gradients.js';
export type { Stack } from './internal/parts.js';
export { type LinearProblemsOptions, linearProblems } from './linear-problems.js';
export { solveBatch } from './solve-batch.js';
export { solveBatchAsync } from './solve-batch-async.js';
