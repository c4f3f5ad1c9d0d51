// A primitive, and how it is applied.

export { bind } from '../core/bind.js';
export { isPlain, operate, type Signature } from '../core/operand.js';
export type { Primitive } from '../core/primitive.js';

// What it computes on.

export {
  commonDtype,
  type Dense,
  denseOf,
  dtypeOfDense,
  type Plain,
  shapeOf,
  sizeOf,
} from '../core/dense.js';
export type { Memory } from '../core/memory.js';
export { plainOf, type Value } from '../core/traced.js';

// What its rules are written with: derivatives in the shape of what they belong to, and linear operations.

export { addValues } from '../ops/elementwise/add.js';
export { multiplyValues } from '../ops/elementwise/multiply.js';
export { fit } from '../ops/internal/fit.js';
export { scaleValues } from '../ops/internal/scale.js';
export { spread } from '../ops/internal/spread.js';
export { matmulValues } from '../ops/products/matmul.js';
export { reshapeValue } from '../ops/shape/reshape.js';
export { transposeValue } from '../ops/shape/transpose.js';
