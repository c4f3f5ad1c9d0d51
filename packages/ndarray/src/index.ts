// What an array is.

export type { Data, DataOf, DType, DTypeOf, FloatData, FloatDType } from './dtype.js';
export {
  AbortedError,
  DomainError,
  DTypeError,
  type ErrorCode,
  MongeError,
  ShapeError,
  UnsupportedError,
} from './errors.js';
export type { NdArray } from './nd-array.js';
export type { ArrayInput, DataFor, Nested, Operand, Strided } from './strided.js';

// Reading the arrays that a function is given.

export { asStrided } from './as-strided.js';
export { type Contiguous, contiguous, type Origin } from './contiguous.js';
export { dtypeOf } from './dtype-of.js';
export { type ResultData, resultDtype } from './result-dtype.js';

// Creating arrays.

export { arange } from './creation/arange.js';
export { array } from './creation/array.js';
export type { CreationOptions } from './creation/creation-options.js';
export { eye } from './creation/eye.js';
export { full, ones, zeros } from './creation/filled.js';
export { fromData } from './creation/from-data.js';
export { type LinspaceOptions, linspace } from './creation/linspace.js';

// Looking at them in other ways: views, which share memory.

export type { Axes } from './axes.js';
export { broadcastShapes } from './views/broadcast-shapes.js';
export { broadcastTo } from './views/broadcast-to.js';
export { copy } from './views/copy.js';
export { expandDims } from './views/expand-dims.js';
export { flip } from './views/flip.js';
export { reshape } from './views/reshape.js';
export { type Range, slice } from './views/slice.js';
export { squeeze } from './views/squeeze.js';
export { toNested } from './views/to-nested.js';
export { transpose } from './views/transpose.js';

// Computing element by element.

export {
  abs,
  add,
  divide,
  maximum,
  minimum,
  multiply,
  neg,
  power,
  reciprocal,
  sign,
  square,
  subtract,
} from './elementwise/arithmetic.js';
export { clip } from './elementwise/clip.js';
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from './elementwise/comparison.js';
export { exp, expm1, log, log1p, sqrt } from './elementwise/exponential.js';
export { logAddExp } from './elementwise/log-add-exp.js';
export { map } from './elementwise/map.js';
export type {
  BinaryKernelOperation,
  BinaryOperation,
  Comparison,
  ElementwiseOptions,
  Output,
  Predicate,
  UnaryKernelOperation,
  UnaryOperation,
} from './elementwise/operation.js';
export { isfinite, isnan } from './elementwise/predicates.js';
export { ceil, floor, round } from './elementwise/rounding.js';
export { atan2, cos, hypot, sin, tan, tanh } from './elementwise/trigonometric.js';
export { where } from './elementwise/where.js';
export { zip } from './elementwise/zip.js';

// Computing along axes.

export { all, any } from './reductions/any-all.js';
export { argmax, argmin } from './reductions/arg-extrema.js';
export { cumprod } from './reductions/cumprod.js';
export { cumsum } from './reductions/cumsum.js';
export { diff } from './reductions/diff.js';
export { max, min } from './reductions/extrema.js';
export { logSoftmax } from './reductions/log-softmax.js';
export { type LogSumExpOptions, logSumExp } from './reductions/log-sum-exp.js';
export { mean } from './reductions/mean.js';
export { type NormOptions, norm } from './reductions/norm.js';
export { prod } from './reductions/prod.js';
export type { ArgReduction, AxisOptions, Reduction, Test, WholeOptions } from './reductions/reduction.js';
export type { Scan, ScanOptions } from './reductions/scan.js';
export { softmax } from './reductions/softmax.js';
export { sum } from './reductions/sum.js';
export { std, type VarianceOptions, variance } from './reductions/variance.js';

// Multiplying vectors and matrices.

export { dot } from './dot.js';
export { type EinsumOptions, einsum } from './einsum/einsum.js';
export { type MatmulOptions, matmul } from './matmul.js';
export { outer } from './outer.js';

// Sorting and searching.

export { argsort } from './sorting/argsort.js';
export { median, type QuantilesOptions, quantile } from './sorting/quantile.js';
export { type SearchOptions, searchsorted } from './sorting/searchsorted.js';
export { sort } from './sorting/sort.js';
export { type Unique, unique } from './sorting/unique.js';

// Picking elements by index, and adding to them.

export { gather } from './indexing/gather.js';
export { scatterAdd } from './indexing/scatter-add.js';
export { type TakeOptions, take } from './indexing/take.js';

// Putting arrays together.

export { concat, type JoinOptions } from './joining/concat.js';
export type { JoinedData } from './joining/joined-data.js';
export { type PadOptions, type PadWidth, pad } from './joining/pad.js';
export { repeat } from './joining/repeat.js';
export { stack } from './joining/stack.js';
export { tile } from './joining/tile.js';

// Executors, the engines of the heavy kernels: what they are. `@monge/ndarray/executors` creates them.

export type {
  AsyncExecutor,
  AsyncExecutorName,
  AsyncMapOperation,
  AsyncReduceOperation,
} from './executors/async-executor.js';
export type { Draws } from './executors/draws.js';
export type { Executor, ExecutorName } from './executors/executor.js';
export type { KernelMemory, ZipOperation } from './executors/kernel-memory.js';
export type { MapOperation } from './executors/map-operation.js';
export type {
  Alternation,
  AlternationStart,
  AsyncPairwise,
  AveragedStep,
  AveragingStart,
  PlanTotals,
} from './pairwise/async-pairwise.js';
export type { Axis, Pairwise, PairwiseCosts, PointCosts, Scaling, StoredCosts } from './pairwise/pairwise.js';
