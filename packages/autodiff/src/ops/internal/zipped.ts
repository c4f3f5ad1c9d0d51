import type { KernelMemory, ZipOperation } from '@monge/ndarray';
import { addressOf, WORTH_KERNEL } from '../../core/address.js';
import { type Dense, dtypeOfDense, type Plain, shapeOf } from '../../core/dense.js';
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
  const aSize = typeof a === 'number' ? 1 : a.data.length;
  const bSize = typeof b === 'number' ? 1 : b.data.length;
  if ((aSize === n || aSize === 1) && (bSize === n || bSize === 1)) {
    zip(operation, dtype, 1, n, x, 0, aSize !== n, y, 0, bSize !== n, at);
    return true;
  }
  const axes = mergedAxes(shape, shapeOf(a), shapeOf(b));
  if (axes.length > 2) return false;
  const columns = axes[0];
  const rows = axes[1];
  const bytes = data.BYTES_PER_ELEMENT;
  zip(
    operation,
    dtype,
    rows.length,
    columns.length,
    x,
    rows.a * bytes,
    columns.a === 0,
    y,
    rows.b * bytes,
    columns.b === 0,
    at,
  );
  return true;
}
