import { type Pointer, type SmallKernels, smallKernels } from './small-kernels.js';

/** Rows that the kernels take together: GROUP in `assembly/index.ts`. */
const GROUP = 4;

/** Numbers in a vector. */
const LANES = 2;

/** What a column beyond the last one costs, so that the kernel is zero there. */
const DEAR = 1e300;

const PAGE = 65536;

/** The tables of the kernels come first, from 64 on, so that no address is 0. */
const BASE = 1024;

/** Numbers in the memory of the kernels: where they begin, and a view of them without their padding. */
export interface Line {
  readonly at: Pointer;
  readonly values: Float64Array;
}

/** Room for one small problem in the memory of the kernels, all in float64. Of these lines the first are [n], then [m]. */
export interface Slot {
  readonly kernels: SmallKernels;
  readonly rows: number;
  readonly columns: number;
  /** As the matrices are stored. */
  readonly paddedRows: number;
  readonly paddedColumns: number;
  /** C and K, padded matrices. */
  readonly costs: Line;
  readonly kernel: Line;
  readonly a: Line;
  readonly alpha: Line;
  readonly logU: Line;
  /** K (b v), and a u. */
  readonly sums: Line;
  readonly scaled: Line;
  readonly b: Line;
  readonly beta: Line;
  readonly logV: Line;
  /** b v. */
  readonly weighted: Line;
  readonly columnSums: Line;
  /** What β is bounded by from below. */
  readonly bound: Line;
  /** The place of the iteration: g, S(g), and the excess of the column sums. */
  readonly g: Line;
  readonly image: Line;
  readonly excess: Line;
  /** What a kernel finds out besides, [2]. */
  readonly found: Line;
  /** Points, [n, d], and coordinates, [d, padded m]. */
  readonly x: Line;
  readonly y: Line;
}

/** The slot for problems of n sources and m targets, in d dimensions if there are points: it is good until the next one is asked for. */
export type Slots = (n: number, m: number, d: number) => Slot;

let shared: Slots | undefined;

/** The slots of all calls, made when first needed and kept for their memory. Undefined where WebAssembly is not allowed. */
export function sharedSlots(): Slots | undefined {
  shared ??= createSlots();
  return shared;
}

function createSlots(): Slots | undefined {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = smallKernels(memory);
  if (kernels === undefined) return undefined;
  let latest: { readonly slot: Slot; readonly d: number } | undefined;
  return (n, m, d) => {
    const fits = latest?.slot.rows === n && latest.slot.columns === m && latest.d === d;
    if (!fits) latest = { slot: createSlot(kernels, memory, n, m, d), d };
    return latest!.slot;
  };
}

function createSlot(
  kernels: SmallKernels,
  memory: WebAssembly.Memory,
  n: number,
  m: number,
  d: number,
): Slot {
  const [rows, columns] = [padded(n, GROUP), padded(m, LANES)];
  // Every line may take a group more than it is long.
  const numbers = 2 * rows * columns + 5 * rows + 9 * columns + (n + columns) * d + 20 * GROUP;
  // All at once, since growing detaches the views.
  const missing = BASE + 8 * numbers - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  let top = BASE;

  function line(length: number, padding = 0): Line {
    const at = top;
    const whole = padded(length, GROUP);
    top += 8 * whole;
    new Float64Array(memory.buffer, at, whole).fill(padding);
    return { at, values: new Float64Array(memory.buffer, at, length) };
  }

  return {
    kernels,
    rows: n,
    columns: m,
    paddedRows: rows,
    paddedColumns: columns,
    costs: line(rows * columns, DEAR),
    // With rows of ones at the end, so that none of its sums is zero.
    kernel: line(rows * columns, 1),
    a: line(n),
    alpha: line(n),
    logU: line(n),
    sums: line(n),
    scaled: line(n),
    b: line(m),
    beta: line(m),
    logV: line(m),
    weighted: line(m),
    columnSums: line(m),
    bound: line(m),
    g: line(m),
    image: line(m),
    excess: line(m),
    found: line(2),
    x: line(n * d),
    y: line(d * columns),
  };
}

const padded = (length: number, multiple: number) => Math.ceil(length / multiple) * multiple;
