import type { FloatData, FloatDType } from '../dtype.js';
import {
  BUNDLE,
  type KernelArguments,
  type KernelName,
  operation,
  PADDING,
  type Pointer,
  source,
  TILE_BYTES,
} from '../wasm/kernel-module.js';
import { type Range, share } from '../wasm/split.js';
import type { Workspace, Workspaces } from '../wasm/workspace.js';
import { layOutCosts } from './layout.js';
import type { Axis, Pairwise, PairwiseCosts } from './pairwise.js';
import { createRowBlocks } from './row-blocks.js';
import { createScaling } from './wasm-scaling.js';

/** Pairs that are worth a task of their own: 15 µs and more. */
const LEAST_PAIRS = 2 ** 13;

/** Columns of a stored matrix that are reduced together, so that their running sums stay in the first-level cache. */
const COLUMNS_AT_ONCE = 1024;

/** The ε at which costs are laid out in their own units. */
const UNIT = Math.LOG2E;

/** Columns start at cache lines, in either precision. */
const LINE = 16;

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
  const { threads } = workspace;
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
  const results = [0, 1, 2].map(() => workspace.allocate(longest * 8)) as [Pointer, Pointer, Pointer];
  workspace.allocateScratch(Math.max(TILE_BYTES, 2 * COLUMNS_AT_ONCE * size, padded(columns) * 8));
  const rowBlocks = createRowBlocks(workspace, rows, padded(columns));

  /** Writes a potential in units of ε·ln 2, followed by −∞: padding has no mass. */
  function writeTerm(at: Pointer, potential: Float64Array, epsilon: number): void {
    const scale = Math.LOG2E / epsilon;
    const term = view(at, padded(potential.length));
    for (let i = 0; i < potential.length; i++) term[i] = potential[i] * scale;
    term.fill(-Infinity, potential.length);
  }

  function writeVector(vector: Float64Array): void {
    const padding = view(vectorAt, padded(vector.length));
    padding.set(vector);
    padding.fill(0, vector.length);
  }

  // The lines of an axis are its rows (1) or its columns (0). Point clouds swap roles for the columns; a stored matrix has kernels for both.
  // Lines do not depend on each other, so it does not matter which thread takes which.

  function runOnLines<K extends KernelName>(
    kernel: K,
    lines: number,
    others: number,
    task: (range: Range) => KernelArguments[K],
    multiple = 1,
  ): void {
    workspace.run(kernel, share(threads, lines, { least: LEAST_PAIRS / others, multiple }).map(task));
  }

  function runOnColumns<K extends KernelName>(kernel: K, task: (range: Range) => KernelArguments[K]): void {
    const cut = { least: LEAST_PAIRS / rows, most: COLUMNS_AT_ONCE, multiple: LINE };
    workspace.run(kernel, share(threads, padded(columns), cut).map(task));
  }

  function softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void {
    layout.setEpsilon(epsilon);
    writeTerm(otherTerm, potential, epsilon);
    const [maxima, sums] = results;
    if (axis === 0 && stored) {
      const { x, y, lineBytes } = layout.side(1);
      view(lineTerm, padded(columns)).fill(0);
      runOnColumns(single ? 'columnLogSumsF32' : 'columnLogSumsF64', ({ first, last }) => [
        rows,
        last - first,
        lineBytes,
        x + first * size,
        y,
        otherTerm,
        lineTerm + first * size,
        maxima + first * 8,
        sums + first * 8,
      ]);
    } else {
      const { lines, others, x, y, lineBytes } = layout.side(axis);
      runOnLines(single ? 'logSumsF32' : 'logSumsF64', lines, others, ({ first, last }) => [
        kind,
        last - first,
        padded(others),
        dimension,
        x + first * lineBytes,
        y,
        otherTerm,
        maxima + first * 8,
        sums + first * 8,
      ]);
    }
    const unit = epsilon * Math.LN2;
    const tops = workspace.float64(maxima, out.length);
    const totals = workspace.float64(sums, out.length);
    for (let i = 0; i < out.length; i++) out[i] = -unit * (tops[i] + Math.log2(totals[i]));
  }

  function cTransform(axis: Axis, potential: Float64Array, out: Float64Array): void {
    layout.setEpsilon(UNIT);
    writeTerm(otherTerm, potential, UNIT);
    const [maxima] = results;
    if (axis === 0 && stored) {
      const { x, y, lineBytes } = layout.side(1);
      runOnColumns(single ? 'columnMaximaF32' : 'columnMaximaF64', ({ first, last }) => [
        rows,
        last - first,
        lineBytes,
        x + first * size,
        y,
        otherTerm,
        maxima + first * 8,
      ]);
    } else {
      const { lines, others, x, y, lineBytes } = layout.side(axis);
      runOnLines(single ? 'maximaF32' : 'maximaF64', lines, others, ({ first, last }) => [
        kind,
        last - first,
        padded(others),
        dimension,
        x + first * lineBytes,
        y,
        otherTerm,
        maxima + first * 8,
      ]);
    }
    const found = workspace.float64(maxima, out.length);
    for (let i = 0; i < out.length; i++) out[i] = -found[i];
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
    writeVector(vector);
    const [sums] = results;
    if (axis === 0 && stored) {
      const { x, y, lineBytes } = layout.side(1);
      runOnColumns(single ? 'columnProductsF32' : 'columnProductsF64', ({ first, last }) => [
        rows,
        last - first,
        lineBytes,
        x + first * size,
        y,
        otherTerm,
        lineTerm + first * size,
        vectorAt,
        sums + first * 8,
      ]);
    } else {
      const { lines, others, x, y, lineBytes } = layout.side(axis);
      runOnLines(single ? 'weightsF32' : 'weightsF64', lines, others, ({ first, last }) => [
        operation.product,
        kind,
        last - first,
        padded(others),
        dimension,
        x + first * lineBytes,
        y,
        lineTerm + first * size,
        otherTerm,
        vectorAt,
        sums + first * 8,
      ]);
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
    const { x, y, lineBytes } = layout.side(1);
    const [ofRows, ofColumns, costOfRows] = results;
    rowBlocks.run(single ? 'totalsF32' : 'totalsF64', ofColumns, ({ first, last }, sums) => [
      kind,
      last - first,
      padded(columns),
      dimension,
      x + first * lineBytes,
      y,
      lineTerm + first * size,
      otherTerm,
      ofRows + first * 8,
      sums,
      costOfRows + first * 8,
    ]);
    rowSums.set(workspace.float64(ofRows, rows));
    columnSums.set(workspace.float64(ofColumns, columns));
    let cost = 0;
    for (const moved of workspace.float64(costOfRows, rows)) cost += moved;
    return cost * epsilon * Math.LN2;
  }

  /** Rows [first, last) of the weights, padded, at `to`, in bundles of so many rows. */
  function fill(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    storage: FloatDType,
    to: Pointer,
    bundle: number,
  ): void {
    layout.setEpsilon(epsilon);
    writeTerm(lineTerm, phi.subarray(first, last), epsilon);
    writeTerm(otherTerm, psi, epsilon);
    const { x, y, lineBytes } = layout.side(1);
    const m = padded(columns);
    const rowBytes = m * (storage === 'float32' ? 4 : 8);
    const of = (range: Range) =>
      [kind, range.last - range.first, m, dimension, x + (first + range.first) * lineBytes, y] as const;
    const terms = (range: Range) =>
      [lineTerm + range.first * size, otherTerm, to + range.first * rowBytes, bundle] as const;
    const lines = last - first;
    if (storage === 'float32' && !single) {
      runOnLines('fillNarrowF64', lines, columns, (range) => [...of(range), ...terms(range)], bundle);
    } else {
      const kernel = single ? 'weightsF32' : 'weightsF64';
      runOnLines(kernel, lines, columns, (range) => [operation.fill, ...of(range), ...terms(range)], bundle);
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
    fill(epsilon, phi, psi, first, last, dtype, block.at, 1);
    for (let i = 0; i < last - first; i++) out.set(view(block.at + i * m * size, columns), i * columns);
  }

  let released = false;
  return {
    rows,
    columns,
    dtype,
    softmin,
    cTransform,
    product,
    totals,
    weights,
    scaling: (storage) =>
      createScaling(workspace, rowBlocks, {
        rows,
        columns,
        dtype: single ? 'float32' : storage,
        fill: (epsilon, phi, psi, to) =>
          fill(epsilon, phi, psi, 0, rows, single ? 'float32' : storage, to, BUNDLE),
      }),
    release() {
      if (released) return;
      released = true;
      workspaces.release(workspace);
    },
  };
}
