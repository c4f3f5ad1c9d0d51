import type { Executor } from '@monge/ndarray';
import { BLOCK_ROWS, type Block, blocks } from '../../plan/blocks.js';
import type { Solution } from '../../solution.js';

/** A plan, block by block: all plans in the same blocks. */
export type Blocks = () => Iterable<Block>;

/** The plan of a solution; it is not stored. */
export function planBlocks({ problem, f, g }: Solution, executor: Executor): Blocks {
  return () => blocks({ problem, f: f.data, g: g.data, executor });
}

/** The blocks of two plans side by side. */
export function* pairsOf(one: Blocks, another: Blocks): Generator<readonly [Block, Block], void> {
  const others = another()[Symbol.iterator]();
  try {
    for (const block of one()) yield [block, others.next().value];
  } finally {
    others.return?.();
  }
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
