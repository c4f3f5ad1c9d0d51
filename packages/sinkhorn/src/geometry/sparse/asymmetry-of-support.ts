import { lineOfEach, type Support } from './support.js';

/** Where a support and its costs are first not symmetric, in words. The rows of a symmetric matrix are its columns. O(entries). */
export function asymmetryOfSupport({ rows, columns }: Support): string | undefined {
  const line = lineOfEach(rows);
  const lineOfColumn = lineOfEach(columns);
  const largest = rows.costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0);
  for (let e = 0; e < line.length; e++) {
    if (line[e] !== lineOfColumn[e] || rows.index[e] !== columns.index[e]) {
      // The earlier of the two is not in the other order.
      const ofRows =
        line[e] < lineOfColumn[e] || (line[e] === lineOfColumn[e] && rows.index[e] < columns.index[e]);
      const [i, j] = ofRows ? [line[e], rows.index[e]] : [columns.index[e], lineOfColumn[e]];
      return `symmetric costs, got an entry at [${i}, ${j}] and none at [${j}, ${i}]`;
    }
    if (Math.abs(rows.costs[e] - columns.costs[e]) <= ROUNDING * largest) continue;
    const [i, j] = [line[e], rows.index[e]];
    return `symmetric costs, got ${rows.costs[e]} at [${i}, ${j}] and ${columns.costs[e]} at [${j}, ${i}]`;
  }
  return undefined;
}

/** Costs there and back may differ by rounding, which is this fraction of the largest. */
const ROUNDING = 1e-6;
