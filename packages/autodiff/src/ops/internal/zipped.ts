import type { KernelMemory, ZipOperation } from '@monge/ndarray';
import { addressOf, WORTH_KERNEL } from '../../core/address.js';
import { type Dense, dtypeOfDense, type Plain, shapeOf, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import { mergedAxes } from './broadcast-runs.js';

/** out ← f(a, b) on kernels that need no copies, with broadcasting; whether they could. `out` may be one of the operands. */
export function zipped(operation: ZipOperation, a: Plain, b: Plain, out: Dense, memory: Memory): boolean {
  const { data, shape, at = -1 } = out;
  const n = data.length;
  if (at < 0 || n < WORTH_KERNEL) return false;
  const dtype = dtypeOfDense(out);
  const x = addressOf(a, dtype, memory);
  const y = addressOf(b, dtype, memory);
  if (x < 0 || y < 0) return false;
  const { zip } = memory.kernels as KernelMemory;
  const [aShape, bShape] = [shapeOf(a), shapeOf(b)];
  const [aSize, bSize] = [sizeOf(aShape), sizeOf(bShape)];
  if ((aSize === n || aSize === 1) && (bSize === n || bSize === 1)) {
    zip(operation, dtype, 1, n, x, 0, aSize !== n, y, 0, bSize !== n, at);
    return true;
  }
  const [columns, rows, ...more] = mergedAxes(shape, aShape, bShape);
  if (more.length > 0) return false;
  const bytes = data.BYTES_PER_ELEMENT;
  const [xRow, yRow] = [rows.a * bytes, rows.b * bytes];
  zip(operation, dtype, rows.length, columns.length, x, xRow, columns.a === 0, y, yRow, columns.b === 0, at);
  return true;
}
