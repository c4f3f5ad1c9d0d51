import { BLOCK } from './online-sum.js';

/** How lines are reduced over others on the device: one thread for each line and each chunk of the others. */
export interface Tiling {
  /** How many lines there are, a multiple of LANES. */
  readonly lines: number;
  /** Into how many chunks the others are cut. */
  readonly chunks: number;
  /** How long a chunk is, a multiple of BLOCK. */
  readonly length: number;
  /**
   * Whether lines belong to several problems, with others of their own, no more than the length of the one chunk. The constant `lines` says which, by line: [problem, first of the others,
   * their number], each for all lines in turn. Otherwise all others are for all lines.
   */
  readonly gathered: boolean;
}

/** Threads that run side by side have a chunk in common, so that they read the same numbers at the same time. */
export const LANES = 64;

/** Enough threads to fill the largest devices. */
const THREADS = 2 ** 18;

/** Chunks are not cut shorter than this. */
const SHORTEST = 256;

export function cut(lines: number, others: number): Pick<Tiling, 'chunks' | 'length'> {
  const chunks = Math.max(1, Math.min(Math.ceil(THREADS / lines), Math.floor(others / SHORTEST), 64));
  return { chunks, length: Math.ceil(others / (chunks * BLOCK)) * BLOCK };
}

/** A length that is good for vectors of so many lines. */
export function padded(lines: number): number {
  return Math.ceil(lines / LANES) * LANES;
}

/** The shape of what the threads find: flat, the lines of each chunk in turn. */
export function outputOf({ lines, chunks }: Tiling): number[] {
  return [LANES, lines / LANES, chunks];
}
