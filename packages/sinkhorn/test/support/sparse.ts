import { uniform } from '@monge/random';
import { type SparseCost, sparseCost } from '@monge/sinkhorn';
import fc from 'fast-check';

/** Entries where a matrix of costs is finite. */
export function ofMatrix(matrix: readonly (readonly number[])[]): SparseCost {
  const entries = matrix.flatMap((row, i) =>
    row.flatMap((cost, j) => (cost < Infinity ? [{ source: i, target: j, cost }] : [])),
  );
  return sparseCost([matrix.length, matrix[0].length], {
    source: entries.map(({ source }) => source),
    target: entries.map(({ target }) => target),
    cost: entries.map(({ cost }) => cost),
  });
}

/** The cost of a forbidden move. */
export const no = Infinity;

/** A random support, with a share of the pairs of the given density; what is not stranded on either side. */
export const supports = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }),
    m: fc.integer({ min: 1, max: 6 }),
    key: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ n, m, key }) => {
    const [costs, drawn] = [uniform(2 * key, [n, m]), uniform(2 * key + 1, [n, m])];
    return Array.from({ length: n }, (_, i) =>
      Array.from({ length: m }, (_, j) =>
        drawn.data[i * m + j] < 0.5 || i === j % n || j === i % m ? costs.data[i * m + j] : no,
      ),
    );
  });

/**
 * The least by which the targets that a set of sources may move to outweigh it, over the sets that may not move everywhere: a can go to b, of the same mass, where it
 * is not negative (Gale 1957).
 */
export function leastRoom(
  matrix: readonly (readonly number[])[],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  let least = Infinity;
  for (let set = 1; set < 2 ** matrix.length; set++) {
    const sources = matrix.flatMap((_, i) => ((set >> i) & 1 ? [i] : []));
    const targets = matrix[0].flatMap((_, j) => (sources.some((i) => matrix[i][j] < no) ? [j] : []));
    if (targets.length === matrix[0].length) continue;
    const room = targets.reduce((total, j) => total + b[j], 0);
    least = Math.min(least, room - sources.reduce((total, i) => total + a[i], 0));
  }
  return least;
}
