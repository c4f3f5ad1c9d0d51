/** The entries of a sparse matrix line by line: row by row, or column by column. */
export interface Lines {
  /** Where the entries of a line start, [lines + 1]. */
  readonly start: Int32Array;
  /** Where they are along it, ascending, [entries]. */
  readonly index: Int32Array;
  /** Their costs, [entries]. */
  readonly costs: Float64Array;
}

/** The support of a plan and its costs, by rows and by columns. */
export interface Support {
  readonly rows: Lines;
  readonly columns: Lines;
}

/** Sorts entries into rows and columns, each in order. O(entries + n + m). */
export function supportOf(
  [n, m]: readonly [number, number],
  source: Int32Array,
  target: Int32Array,
  costs: Float64Array,
): Support {
  // What goes from one order to the other keeps the order that it finds within a line.
  const entries = { line: source, index: target, costs };
  const columns = byLines({ line: entries.index, index: entries.line, costs }, m);
  const rows = byLines({ line: columns.index, index: lineOfEach(columns), costs: columns.costs }, n);
  return { rows, columns: byLines({ line: rows.index, index: lineOfEach(rows), costs: rows.costs }, m) };
}

interface Entries {
  readonly line: Int32Array;
  readonly index: Int32Array;
  readonly costs: Float64Array;
}

function byLines({ line, index, costs }: Entries, count: number): Lines {
  const start = new Int32Array(count + 1);
  for (const i of line) start[i + 1]++;
  for (let i = 0; i < count; i++) start[i + 1] += start[i];
  const next = start.slice();
  const sorted = { start, index: new Int32Array(index.length), costs: new Float64Array(costs.length) };
  for (let e = 0; e < line.length; e++) {
    const at = next[line[e]]++;
    sorted.index[at] = index[e];
    sorted.costs[at] = costs[e];
  }
  return sorted;
}

/** The line that each entry is in, [entries]. */
export function lineOfEach({ start, index }: Lines): Int32Array {
  const line = new Int32Array(index.length);
  for (let i = 0; i + 1 < start.length; i++) line.fill(i, start[i], start[i + 1]);
  return line;
}
