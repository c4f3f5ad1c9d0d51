import type { FloatData } from '../dtype.js';
import { convert } from '../internal/convert.js';
import { packedStride } from '../internal/shape.js';
import type { Strided } from '../strided.js';
import { GEMM_ROW_BYTES, GEMM_ROWS, type KernelArguments, type Pointer } from './kernel-module.js';
import { piecesOf, share } from './split.js';
import type { Workspace, Workspaces } from './workspace.js';

/** Rows and depth of the block of A that stays in the second-level cache. */
const BLOCK_ROWS = 10 * GEMM_ROWS;
const BLOCK_DEPTH = 256;

/** What each thread scribbles in is smaller than this, in bytes. */
const SCRATCH_BYTES = 2 ** 17;

/** Multiplications that are worth a task of their own, and elements to copy: about 10 µs. */
const LEAST_PRODUCTS = 2 ** 18;
const LEAST_COPIED = 2 ** 14;

/** out = a · b on the kernels, as `Executor.gemm` has it. */
export function gemm<D extends FloatData>(
  workspaces: Workspaces,
  a: Strided<D>,
  b: Strided<D>,
  out: D,
): void {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1];
  if (m === 0 || n === 0) return;
  if (k === 0) {
    out.fill(0);
    return;
  }
  const workspace =
    workspaces.around(out, room(m, k, n, out.BYTES_PER_ELEMENT), SCRATCH_BYTES) ?? workspaces.acquire();
  try {
    multiply(workspace, a, b, out);
  } finally {
    workspaces.release(workspace);
  }
}

function multiply<D extends FloatData>(workspace: Workspace, a: Strided<D>, b: Strided<D>, out: D): void {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1];
  const { threads } = workspace;
  const single = out instanceof Float32Array;
  const size = out.BYTES_PER_ELEMENT;
  const panel = GEMM_ROW_BYTES / size;
  const padded = Math.ceil(n / panel) * panel;
  const depth = Math.min(BLOCK_DEPTH, k);
  const left = load(workspace, a);
  const right = load(workspace, b);
  const packed = workspace.allocate(k * padded * size);
  const inPlace = out.buffer === workspace.buffer;
  const to = inPlace ? out.byteOffset : workspace.allocate(m * n * size);
  workspace.allocateScratch((BLOCK_ROWS * depth + GEMM_ROWS * panel) * size);

  const packs: KernelArguments['packColumnsF32'][] = [];
  for (const deep of piecesOf(k, depth)) {
    const rows = deep.last - deep.first;
    for (const { first, last } of share(threads, n, { least: LEAST_COPIED / depth, multiple: panel })) {
      const from = right.at + (deep.first * right.row + first * right.column) * size;
      const to = packed + (deep.first * padded + first * rows) * size;
      packs.push([last - first, rows, from, right.row, right.column, to]);
    }
  }
  workspace.run(single ? 'packColumnsF32' : 'packColumnsF64', packs);

  // Every range of columns packs the rows of A again, so the rows are shared if there are enough of them.
  const byRows = m >= n || m >= threads * BLOCK_ROWS;
  const allRows = share(byRows ? threads : 1, m, {
    least: LEAST_PRODUCTS / (n * k),
    most: BLOCK_ROWS,
    multiple: GEMM_ROWS,
  });
  const allColumns = share(byRows ? 1 : threads, n, { least: LEAST_PRODUCTS / (m * k), multiple: panel });
  const products: KernelArguments['gemmF32'][] = [];
  for (const columns of allColumns) {
    for (const { first, last } of allRows) {
      products.push([
        last - first,
        columns.last - columns.first,
        k,
        depth,
        left.at + first * left.row * size,
        left.row,
        left.column,
        packed,
        columns.first,
        padded,
        to + (first * n + columns.first) * size,
        n,
      ]);
    }
  }
  workspace.run(single ? 'gemmF32' : 'gemmF64', products);
  if (!inPlace) out.set(single ? workspace.float32(to, m * n) : workspace.float64(to, m * n));
}

/** What a product takes at most, in bytes, if both factors have to be copied, and B packed into whole panels. */
function room(m: number, k: number, n: number, size: number): number {
  return (2 * (m * k + k * n) + k * (n + GEMM_ROW_BYTES)) * size;
}

/** A matrix in the memory of the kernels: the address of its first element, and its strides. */
interface Loaded {
  readonly at: Pointer;
  readonly row: number;
  readonly column: number;
}

function load<D extends FloatData>(workspace: Workspace, matrix: Strided<D>): Loaded {
  if (matrix.data.buffer === workspace.buffer) {
    const { data, offset, stride } = matrix;
    return { at: data.byteOffset + offset * data.BYTES_PER_ELEMENT, row: stride[0], column: stride[1] };
  }
  const { data, offset, stride } = gathered(matrix);
  const { start, end } = span({ shape: matrix.shape, stride, offset });
  const size = data.BYTES_PER_ELEMENT;
  const at = workspace.allocate((end - start) * size);
  const view = data instanceof Float32Array ? workspace.float32 : workspace.float64;
  view(at, end - start).set(data.subarray(start, end));
  return { at: at + (offset - start) * size, row: stride[0], column: stride[1] };
}

/** The matrix itself where its elements lie close together, else a packed copy: the kernels get the whole stretch of memory that it touches. */
function gathered<D extends FloatData>(matrix: Strided<D>): Pick<Strided<D>, 'data' | 'stride' | 'offset'> {
  const { data, shape } = matrix;
  const { start, end } = span(matrix);
  if (end - start <= 2 * shape[0] * shape[1]) return matrix;
  const dtype = data instanceof Float32Array ? 'float32' : 'float64';
  return {
    data: convert(matrix, dtype, 'matrix', 'ndarray.gemm') as D,
    stride: packedStride(shape),
    offset: 0,
  };
}

/** The stretch of its data, [start, end), that a non-empty strided array touches. */
function span({ shape, stride, offset }: Pick<Strided, 'shape' | 'stride' | 'offset'>): {
  start: number;
  end: number;
} {
  let start = offset;
  let end = offset + 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = (shape[axis] - 1) * stride[axis];
    if (reach < 0) start += reach;
    else end += reach;
  }
  return { start, end };
}
