import type { FloatDType } from '../dtype.js';
import { BUNDLE, PADDING, type Pointer } from '../wasm/kernel-module.js';
import type { Workspace } from '../wasm/workspace.js';
import type { Scaling } from './pairwise.js';
import type { RowBlocks } from './row-blocks.js';

/** What multiple of a bounded kernel is stored, as a power of two: float32 goes far above 1, and not as far below. */
const RAISED = { float64: 0, float32: 40 } as const;

/** What the kernel is and how its entries are computed. */
export interface GibbsKernel {
  readonly rows: number;
  readonly columns: number;
  readonly dtype: FloatDType;
  /** Writes it to `to`, its rows padded and in bundles of BUNDLE. */
  fill(epsilon: number, phi: Float64Array, psi: Float64Array, to: Pointer): void;
}

/** A stored Gibbs kernel, and the iteration on it, in the workspace of its pairs. */
export function createScaling(workspace: Workspace, rowBlocks: RowBlocks, kernel: GibbsKernel): Scaling {
  const { rows, columns, dtype } = kernel;
  const single = dtype === 'float32';
  const size = single ? 4 : 8;
  const view = single ? workspace.float32 : workspace.float64;
  const n = Math.ceil(rows / BUNDLE) * BUNDLE;
  const m = Math.ceil(columns / PADDING) * PADDING;
  const kernelAt = workspace.allocate(n * m * size);
  const aAt = workspace.allocate(n * 8);
  const vAt = workspace.allocate(m * size);
  const rAt = workspace.allocate(n * 8);
  const wAt = workspace.allocate(m * 8);
  /** The multiple of the kernel that is stored. */
  let factor = 1;

  return {
    dtype,
    fill(epsilon, phi, psi, bounded = false) {
      const exponent = bounded ? RAISED[dtype] : 0;
      factor = 2 ** exponent;
      const raise = epsilon * Math.LN2 * exponent;
      // Rows past the last are of ones: what is divided by their sums is 0.
      view(kernelAt + (n - BUNDLE) * m * size, BUNDLE * m).fill(1);
      kernel.fill(epsilon, raise === 0 ? phi : phi.map((value) => value + raise), psi, kernelAt);
    },
    iterate(a, v, r, w) {
      // So that a / r is what it would be for K itself: a may be near the least number.
      const raised = workspace.float64(aAt, n);
      for (let i = 0; i < rows; i++) raised[i] = a[i] * factor;
      raised.fill(0, rows);
      write(view(vAt, m), v);
      rowBlocks.run(single ? 'iterateF32' : 'iterateF64', wAt, ({ first, last }, sums) => [
        Math.ceil((last - first) / BUNDLE) * BUNDLE,
        m,
        kernelAt + first * m * size,
        aAt + first * 8,
        vAt,
        rAt + first * 8,
        sums,
      ]);
      const [rowSums, columnSums] = [workspace.float64(rAt, rows), workspace.float64(wAt, columns)];
      for (let i = 0; i < rows; i++) r[i] = rowSums[i] / factor;
      for (let j = 0; j < columns; j++) w[j] = columnSums[j] / factor;
    },
  };
}

function write(to: Float32Array | Float64Array, values: Float64Array): void {
  to.set(values);
  to.fill(0, values.length);
}
