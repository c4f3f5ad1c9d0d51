// Arbitraries.

export { type FloatsConstraints, floats } from './floats.js';
export { type ShapesConstraints, shapes } from './shapes.js';
export { type StridedArraysConstraints, stridedArrays } from './strided-arrays.js';

// One array in several layouts.

export { layouts, type NamedLayout } from './layouts.js';

// Comparisons.

export { allClose, assertAllClose, type Tolerance } from './close.js';
export { maxUlp } from './max-ulp.js';

// Laws of executors.

export type { AnyExecutor, ExecutorCheckOptions, ExecutorLaw } from './conformance/executor-law.js';
export { executorLaws } from './conformance/executor-laws.js';
