import type { FloatData, FloatDType } from '../dtype.js';
import { operation, PADDING, type Pointer, source } from '../wasm/kernel-module.js';
import type { Workspace, Workspaces } from '../wasm/workspace.js';
import { layOutCosts } from './layout.js';
import type { Axis, Pairwise, PairwiseCosts, Scaling } from './pairwise.js';

/** The pairwise kernels on WASM SIMD, in a workspace of their own until `release`. */
export function wasmPairwise(workspaces: Workspaces, costs: PairwiseCosts, dtype: FloatDType): Pairwise {
  const workspace = workspaces.acquire();
  try {
    return createPairwise(workspaces, workspace, costs, dtype);
  } catch (error) {
    workspaces.release(workspace);
    throw error;
  }
}

function createPairwise(
  workspaces: Workspaces,
  workspace: Workspace,
  costs: PairwiseCosts,
  dtype: FloatDType,
): Pairwise {
  const { kernels } = workspace;
  const single = dtype === 'float32';
  const size = single ? 4 : 8;
  const padded = (length: number) => Math.ceil(length / PADDING) * PADDING;
  const view = single ? workspace.float32 : workspace.float64;

  const layout = layOutCosts(workspace, costs, dtype);
  const { kind, rows, columns, dimension } = layout;
  const stored = kind === source.stored;
  const longest = Math.max(padded(rows), padded(columns));
  const lineTerm = workspace.allocate(longest * size);
  const otherTerm = workspace.allocate(longest * size);
  const vectorAt = workspace.allocate(longest * size);
  const scratch = workspace.allocate(Math.max(longest * size, kernels.tileBytes()));
  const results = [0, 1, 2].map(() => workspace.allocate(longest * 8)) as [Pointer, Pointer, Pointer];

  /** Writes a potential in units of ε·ln 2, followed by −∞: padding has no mass. */
  function writeTerm(at: Pointer, potential: Float64Array, epsilon: number): void {
    const scale = Math.LOG2E / epsilon;
    const term = view(at, padded(potential.length));
    for (let i = 0; i < potential.length; i++) term[i] = potential[i] * scale;
    term.fill(-Infinity, potential.length);
  }

  function writeVector(to: Float32Array | Float64Array, vector: Float64Array): void {
    to.set(vector);
    to.fill(0, vector.length);
  }

  // The lines of an axis are its rows (1) or its columns (0). Point clouds swap roles for the columns; a stored matrix has kernels for both.

  function softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void {
    layout.setEpsilon(epsilon);
    writeTerm(otherTerm, potential, epsilon);
    const [maxima, sums] = results;
    if (axis === 0 && stored) {
      const { x, y } = layout.side(1);
      const m = padded(columns);
      view(lineTerm, m).fill(0);
      const kernel = single ? kernels.columnLogSumsF32 : kernels.columnLogSumsF64;
      kernel(rows, m, x, y, otherTerm, lineTerm, vectorAt, scratch, maxima, sums);
    } else {
      const { lines, others, x, y } = layout.side(axis);
      const kernel = single ? kernels.logSumsF32 : kernels.logSumsF64;
      kernel(kind, lines, padded(others), dimension, x, y, otherTerm, scratch, maxima, sums);
    }
    const unit = epsilon * Math.LN2;
    const tops = workspace.float64(maxima, out.length);
    const totals = workspace.float64(sums, out.length);
    for (let i = 0; i < out.length; i++) out[i] = -unit * (tops[i] + Math.log2(totals[i]));
  }

  function product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
    out: Float64Array,
  ): void {
    layout.setEpsilon(epsilon);
    writeTerm(lineTerm, axis === 1 ? phi : psi, epsilon);
    writeTerm(otherTerm, axis === 1 ? psi : phi, epsilon);
    writeVector(view(vectorAt, padded(vector.length)), vector);
    const [sums] = results;
    if (axis === 0 && stored) {
      const { x, y } = layout.side(1);
      const kernel = single ? kernels.columnProductsF32 : kernels.columnProductsF64;
      kernel(rows, padded(columns), x, y, otherTerm, lineTerm, vectorAt, scratch, sums);
    } else {
      const { lines, others, x, y } = layout.side(axis);
      const kernel = single ? kernels.weightsF32 : kernels.weightsF64;
      kernel(
        operation.product,
        kind,
        lines,
        padded(others),
        dimension,
        x,
        y,
        lineTerm,
        otherTerm,
        vectorAt,
        sums,
      );
    }
    out.set(workspace.float64(sums, out.length));
  }

  function totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number {
    layout.setEpsilon(epsilon);
    writeTerm(lineTerm, phi, epsilon);
    writeTerm(otherTerm, psi, epsilon);
    const { x, y } = layout.side(1);
    const kernel = single ? kernels.totalsF32 : kernels.totalsF64;
    kernel(kind, rows, padded(columns), dimension, x, y, lineTerm, otherTerm, scratch, ...results);
    const [ofRows, ofColumns, costOfRows] = results;
    rowSums.set(workspace.float64(ofRows, rows));
    columnSums.set(workspace.float64(ofColumns, columns));
    let cost = 0;
    for (const moved of workspace.float64(costOfRows, rows)) cost += moved;
    return cost * epsilon * Math.LN2;
  }

  /** Rows [first, last) of the weights, padded, at `to`. */
  function fill(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    storage: FloatDType,
    to: Pointer,
  ): void {
    layout.setEpsilon(epsilon);
    writeTerm(lineTerm, phi.subarray(first, last), epsilon);
    writeTerm(otherTerm, psi, epsilon);
    const { x, y, lineBytes } = layout.side(1);
    const m = padded(columns);
    const from = x + first * lineBytes;
    if (storage === 'float32' && !single) {
      kernels.fillNarrowF64(kind, last - first, m, dimension, from, y, lineTerm, otherTerm, to);
    } else {
      const kernel = single ? kernels.weightsF32 : kernels.weightsF64;
      kernel(operation.fill, kind, last - first, m, dimension, from, y, lineTerm, otherTerm, to, 0);
    }
  }

  let block: { at: Pointer; rows: number } | undefined;

  function weights(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    out: FloatData,
  ): void {
    const m = padded(columns);
    if (block === undefined || block.rows < last - first) {
      block = { at: workspace.allocate((last - first) * m * size), rows: last - first };
    }
    fill(epsilon, phi, psi, first, last, dtype, block.at);
    for (let i = 0; i < last - first; i++) out.set(view(block.at + i * m * size, columns), i * columns);
  }

  function scaling(storage: FloatDType): Scaling {
    const narrow = single || storage === 'float32';
    const bytes = narrow ? 4 : 8;
    const kernelView = narrow ? workspace.float32 : workspace.float64;
    const iterate = narrow ? kernels.iterateF32 : kernels.iterateF64;
    const m = padded(columns);
    const rowsAtOnce = kernels.rowsAtOnce();
    const n = Math.ceil(rows / rowsAtOnce) * rowsAtOnce;
    const kernelAt = workspace.allocate(n * m * bytes);
    const aAt = workspace.allocate(n * 8);
    const rAt = workspace.allocate(n * 8);
    return {
      dtype: narrow ? 'float32' : 'float64',
      fill(epsilon, phi, psi) {
        fill(epsilon, phi, psi, 0, rows, storage, kernelAt);
        kernelView(kernelAt + rows * m * bytes, (n - rows) * m).fill(1);
      },
      iterate(a, v, r, w) {
        const [sums] = results;
        writeVector(workspace.float64(aAt, n), a);
        writeVector(kernelView(vectorAt, m), v);
        iterate(n, m, kernelAt, aAt, vectorAt, rAt, scratch, sums);
        r.set(workspace.float64(rAt, rows));
        w.set(workspace.float64(sums, columns));
      },
    };
  }

  let released = false;
  return {
    rows,
    columns,
    dtype,
    softmin,
    product,
    totals,
    weights,
    scaling,
    release() {
      if (released) return;
      released = true;
      workspaces.release(workspace);
    },
  };
}
