import type { FloatData, FloatDType } from '../dtype.js';
import { operation, type Pointer, source } from '../wasm/kernel-module.js';
import type { Workspace, Workspaces } from '../wasm/workspace.js';
import { layOutCosts } from './layout.js';
import type { Axis, Pairwise, PairwiseCosts, Scaling } from './pairwise.js';

/**
 * A sum of powers of two outside of these bounds has lost terms to underflow, or met the clamp of `exp2`; its line is then
 * computed again from its true maximum.
 */
const LEAST_SUM = 2 ** -60;
const LARGEST_SUM = 2 ** 100;

/** Rows of the stored kernel that `iterate` takes together. */
const ROWS_AT_ONCE = 4;

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
  const lanes = single ? 4 : 2;
  const size = single ? 4 : 8;
  const padded = (length: number) => Math.ceil(length / lanes) * lanes;
  const view = single ? workspace.float32 : workspace.float64;
  const rowsKernel = single ? kernels.rowsF32 : kernels.rowsF64;
  const columnsKernel = single ? kernels.columnsF32 : kernels.columnsF64;
  const totalsKernel = single ? kernels.totalsF32 : kernels.totalsF64;

  const layout = layOutCosts(workspace, costs, dtype);
  const { rows, columns } = layout;
  const longest = Math.max(padded(rows), padded(columns));
  const rowTerm = workspace.allocate(longest * size);
  const columnTerm = workspace.allocate(longest * size);
  const vectorAt = workspace.allocate(longest * size);
  const partial = workspace.allocate(longest * size);
  const out0 = workspace.allocate(longest * 8);
  const out1 = workspace.allocate(longest * 8);
  const out2 = workspace.allocate(longest * 8);

  /** Writes a potential in units of ε·ln 2, followed by −∞ up to a whole vector: padding has no mass. */
  function writeTerm(at: Pointer, potential: Float64Array, epsilon: number): void {
    const scale = Math.LOG2E / epsilon;
    const term = view(at, padded(potential.length));
    for (let i = 0; i < potential.length; i++) term[i] = potential[i] * scale;
    term.fill(-Infinity, potential.length);
  }

  function writeVector(vector: Float64Array): void {
    const to = view(vectorAt, padded(vector.length));
    to.set(vector);
    to.fill(0, vector.length);
  }

  /**
   * Runs a reduction of every line (rows for axis 1, columns for axis 0), results in out0. Point clouds swap roles for
   * the columns, with `lineTerm` always the term of the lines.
   */
  function reduce(op: number, axis: Axis, lineTerm: Pointer, otherTerm: Pointer): void {
    if (axis === 1 || layout.kind !== source.stored) {
      const side = layout.side(axis);
      rowsKernel(
        op,
        layout.kind,
        side.lines,
        padded(side.others),
        layout.dimension,
        side.x,
        side.y,
        lineTerm,
        otherTerm,
        vectorAt,
        out0,
      );
    } else {
      const { x, y } = layout.side(1);
      columnsKernel(op, rows, padded(columns), x, y, otherTerm, lineTerm, vectorAt, partial, out0);
    }
  }

  function softmin(
    axis: Axis,
    epsilon: number,
    potential: Float64Array,
    out: Float64Array,
    guess?: Float64Array,
  ): void {
    layout.setEpsilon(epsilon);
    const unit = epsilon * Math.LN2;
    const length = out.length;
    writeTerm(columnTerm, potential, epsilon);
    if (guess !== undefined) {
      writeTerm(rowTerm, guess, epsilon);
      reduce(operation.sum, axis, rowTerm, columnTerm);
      if (readSoftmin(unit, out)) return;
    }
    const terms = view(rowTerm, padded(length));
    terms.fill(0);
    reduce(operation.maximum, axis, rowTerm, columnTerm);
    const maxima = workspace.float64(out0, length);
    for (let i = 0; i < length; i++) terms[i] = -maxima[i];
    reduce(operation.sum, axis, rowTerm, columnTerm);
    readSoftmin(unit, out);
  }

  /** From the sums that were shifted by the row term: the soft minima, and whether every sum is trustworthy. */
  function readSoftmin(unit: number, out: Float64Array): boolean {
    const sums = workspace.float64(out0, out.length);
    // Read back, because the shift that was applied is the one rounded to the precision of the kernel.
    const shifts = view(rowTerm, out.length);
    let trustworthy = true;
    for (let i = 0; i < out.length; i++) {
      const sum = sums[i];
      trustworthy &&= sum > LEAST_SUM && sum < LARGEST_SUM;
      out[i] = unit * (shifts[i] - Math.log2(sum));
    }
    return trustworthy;
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
    writeTerm(rowTerm, axis === 1 ? phi : psi, epsilon);
    writeTerm(columnTerm, axis === 1 ? psi : phi, epsilon);
    writeVector(vector);
    reduce(operation.product, axis, rowTerm, columnTerm);
    out.set(workspace.float64(out0, out.length));
  }

  function totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number {
    layout.setEpsilon(epsilon);
    writeTerm(rowTerm, phi, epsilon);
    writeTerm(columnTerm, psi, epsilon);
    const { x, y } = layout.side(1);
    const m = padded(columns);
    totalsKernel(
      layout.kind,
      rows,
      m,
      layout.dimension,
      x,
      y,
      rowTerm,
      columnTerm,
      partial,
      out0,
      out1,
      out2,
    );
    rowSums.set(workspace.float64(out0, rows));
    columnSums.set(workspace.float64(out1, columns));
    let cost = 0;
    for (const moved of workspace.float64(out2, rows)) cost += moved;
    return cost * epsilon * Math.LN2;
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
    layout.setEpsilon(epsilon);
    writeTerm(rowTerm, phi.subarray(first, last), epsilon);
    writeTerm(columnTerm, psi, epsilon);
    const { x, y, lineBytes } = layout.side(1);
    const from = x + first * lineBytes;
    rowsKernel(
      operation.fill,
      layout.kind,
      last - first,
      m,
      layout.dimension,
      from,
      y,
      rowTerm,
      columnTerm,
      block.at,
      out0,
    );
    for (let i = 0; i < last - first; i++) out.set(view(block.at + i * m * size, columns), i * columns);
  }

  function scaling(): Scaling {
    const m = padded(columns);
    const n = Math.ceil(rows / ROWS_AT_ONCE) * ROWS_AT_ONCE;
    const kernelAt = workspace.allocate(n * m * size);
    const aAt = workspace.allocate(n * 8);
    const rAt = workspace.allocate(n * 8);
    const iterateKernel = single ? kernels.iterateF32 : kernels.iterateF64;
    return {
      fill(epsilon, phi, psi) {
        layout.setEpsilon(epsilon);
        writeTerm(rowTerm, phi, epsilon);
        writeTerm(columnTerm, psi, epsilon);
        const { x, y } = layout.side(1);
        rowsKernel(
          operation.fill,
          layout.kind,
          rows,
          m,
          layout.dimension,
          x,
          y,
          rowTerm,
          columnTerm,
          kernelAt,
          out0,
        );
        view(kernelAt + rows * m * size, (n - rows) * m).fill(1);
      },
      iterate(a, v, r, w) {
        const aView = workspace.float64(aAt, n);
        aView.set(a);
        aView.fill(0, rows);
        writeVector(v);
        iterateKernel(n, m, kernelAt, aAt, vectorAt, rAt, partial, out0);
        r.set(workspace.float64(rAt, rows));
        w.set(workspace.float64(out0, columns));
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
