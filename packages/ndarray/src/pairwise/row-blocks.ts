import type { KernelArguments, KernelName, Pointer } from '../wasm/kernel-module.js';
import { piecesOf, type Range, share } from '../wasm/split.js';
import type { Workspace } from '../wasm/workspace.js';

/** Rows that the kernels add up before they move their column sums on to float64: ROWS_PER_FLUSH in `assembly`. */
const ROWS_PER_FLUSH = 64;

/** Pairs in a block, at least: 10 µs of the fastest kernel. */
const LEAST_PAIRS = 2 ** 17;

/** Blocks, at most: each has a line of sums to write, and to add up afterwards. */
const MOST_BLOCKS = 32;

/** Numbers that are worth a task of their own to add up. */
const LEAST_SUMMANDS = 2 ** 14;

/** Passes over all rows that sum up columns. */
export interface RowBlocks {
  /**
   * Runs a kernel on blocks of rows; the task that it is given writes the block's column sums to `sums`, float64. Their totals go to `out`.
   */
  run<K extends KernelName>(
    kernel: K,
    out: Pointer,
    task: (rows: Range, sums: Pointer) => KernelArguments[K],
  ): void;
}

/**
 * Sums over columns in blocks of rows that depend on the shape alone, added up in their order: so that the bits do not depend on the number of threads.
 */
export function createRowBlocks(workspace: Workspace, rows: number, columns: number): RowBlocks {
  const length = Math.max(ROWS_PER_FLUSH, LEAST_PAIRS / columns, rows / MOST_BLOCKS);
  const blocks = piecesOf(rows, Math.ceil(length / ROWS_PER_FLUSH) * ROWS_PER_FLUSH);
  let lines: Pointer | undefined;
  return {
    run(kernel, out, task) {
      if (blocks.length === 1) {
        workspace.run(kernel, [task(blocks[0], out)]);
        return;
      }
      lines ??= workspace.allocate(blocks.length * columns * 8);
      const first = lines;
      workspace.run(
        kernel,
        blocks.map((block, b) => task(block, first + b * columns * 8)),
      );
      workspace.run(
        'addLines',
        share(workspace.threads, columns, { least: LEAST_SUMMANDS / blocks.length, multiple: 8 }).map(
          (range) => [
            blocks.length,
            range.last - range.first,
            columns,
            first + range.first * 8,
            out + range.first * 8,
          ],
        ),
      );
    },
  };
}
