import type { Executor } from '@monge/ndarray';
import { exponents } from '../../internal/exponents.js';
import { scale } from '../../internal/sums.js';
import type { Solution } from '../../solution.js';

/** Rows [first, first + count) of a plan, [count, m]; only until the next block is asked for. */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly values: Float64Array;
}

/** A plan, block by block: all plans in the same blocks. */
export type Blocks = () => Iterable<Block>;

/** Rows computed at once: a block stays in the cache. */
const BLOCK_ROWS = 64;

/** The plan of a solution; it is not stored. */
export function planBlocks({ problem, f, g }: Solution, executor: Executor): Blocks {
  const { epsilon, geometry } = problem;
  const [n, m] = geometry.shape;
  const { phi, psi, mass } = exponents(problem, { f: f.data, g: g.data });
  return function* () {
    const room = new Float64Array(Math.min(n, BLOCK_ROWS) * m);
    const pairwise = geometry.pairwise(executor);
    try {
      for (let first = 0; first < n; first += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, n - first);
        const values = room.subarray(0, count * m);
        pairwise.weights(epsilon, phi, psi, first, first + count, values);
        if (mass !== 1) scale(values, mass);
        yield { first, count, values };
      }
    } finally {
      pairwise.release();
    }
  };
}

/** A plan of n rows that are given. */
export function blocksOf(rows: () => Iterable<Float64Array>, n: number): Blocks {
  return function* () {
    let first = 0;
    let block: Float64Array[] = [];
    for (const row of rows()) {
      block.push(row);
      const count = block.length;
      if (count < Math.min(BLOCK_ROWS, n - first)) continue;
      const values = new Float64Array(count * row.length);
      block.forEach((line, i) => {
        values.set(line, i * row.length);
      });
      yield { first, count, values };
      first += count;
      block = [];
    }
  };
}

/** All of the plan, [n, m]. */
export function gathered(blocks: Blocks, n: number, m: number): Float64Array {
  const plan = new Float64Array(n * m);
  for (const { first, values } of blocks()) plan.set(values, first * m);
  return plan;
}
