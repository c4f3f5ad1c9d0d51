/** Who goes where, and the prices that prove that it is cheapest. */
export interface Matching {
  /** The column of each row, [rows]. */
  readonly columnOf: Int32Array;
  /** Row potential, [rows]. */
  readonly u: Float64Array;
  /** Column potential, [columns]: ≤ 0, and 0 where no row goes. */
  readonly v: Float64Array;
}

/** A matching under way: −1 where there is no partner yet. */
interface Partners {
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  readonly v: Float64Array;
}

/** Bids a row, at most: where many rows compete for few columns, searching paths is faster. */
const BIDS = 20;

/**
 * The cheapest matching of all rows to columns, rows ≤ columns: by bids, as many as that settles, and by shortest augmenting paths for the other rows
 * (Jonker & Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems"; rectangular as in
 * Crouse 2016, "On implementing 2D rectangular assignment algorithms"). O(rows²·columns) at worst.
 *
 * @param costs [rows, columns]
 */
export function shortestAugmentingPaths(costs: Float64Array, rows: number, columns: number): Matching {
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const v = new Float64Array(columns);
  const partners = { columnOf, rowOf, v };
  const search = newSearch(columns);
  for (const row of columns > 1 ? bids(costs, partners) : [0]) matchRow(costs, partners, search, row);
  const u = Float64Array.from(columnOf, (column, row) => costs[row * columns + column] - v[column]);
  return { columnOf, u, v };
}

/**
 * Each row takes the column that is best for it, and lowers its potential to where the second best is as good; the row that had it bids next, or is
 * left over when nothing was lowered. Returns the rows that are left over.
 */
function bids(costs: Float64Array, { columnOf, rowOf, v }: Partners): Int32Array {
  const [rows, columns] = [columnOf.length, rowOf.length];
  const waiting = Int32Array.from(columnOf, (_, k) => rows - 1 - k);
  const leftOver: number[] = [];
  let count = rows;
  for (let bid = 0; count > 0; bid++) {
    const row = waiting[--count];
    let [best, second] = [Infinity, Infinity];
    let [column, other] = [-1, -1];
    for (let j = 0, at = row * columns; j < columns; j++, at++) {
      const reduced = costs[at] - v[j];
      if (reduced >= second) continue;
      if (reduced < best) {
        second = best;
        other = column;
        best = reduced;
        column = j;
      } else {
        second = reduced;
        other = j;
      }
    }
    const lowered = v[column] - (second - best);
    const isLower = lowered < v[column];
    if (isLower) v[column] = lowered;
    else if (rowOf[column] >= 0) column = other;
    const displaced = rowOf[column];
    columnOf[row] = column;
    rowOf[column] = row;
    if (displaced < 0) continue;
    columnOf[displaced] = -1;
    if (isLower && bid < BIDS * rows) waiting[count++] = displaced;
    else leftOver.push(displaced);
  }
  return Int32Array.from(leftOver);
}

/** What a search knows of each column. */
interface Search {
  /** The length of the shortest path there; ∞ once the search has been there. */
  readonly distance: Float64Array;
  /** Its potential; −∞ once the search has been there, a price that no row pays: this keeps the loop over the columns straight. */
  readonly price: Float64Array;
  /** The row before it on that path. */
  readonly rowBefore: Int32Array;
  /** The columns where the search has been, in turn, and at which distance. */
  readonly closed: Int32Array;
  readonly closedAt: Float64Array;
}

function newSearch(columns: number): Search {
  return {
    distance: new Float64Array(columns),
    price: new Float64Array(columns),
    rowBefore: new Int32Array(columns),
    closed: new Int32Array(columns),
    closedAt: new Float64Array(columns),
  };
}

/**
 * Matches one more row: Dijkstra's algorithm on reduced costs, from the row to the nearest free column, and everybody on the way moves on to the next
 * column.
 */
function matchRow(
  costs: Float64Array,
  { columnOf, rowOf, v }: Partners,
  search: Search,
  start: number,
): void {
  const { distance, price, rowBefore, closed, closedAt } = search;
  const columns = v.length;
  distance.fill(Infinity);
  price.set(v);
  let count = 0;
  let row = start;
  let base = 0;
  let nearest = 0;
  let column = -1;
  for (;;) {
    nearest = Infinity;
    for (let j = 0, at = row * columns; j < columns; j++, at++) {
      const through = costs[at] - price[j] - base;
      let reached = distance[j];
      if (through < reached) {
        distance[j] = reached = through;
        rowBefore[j] = row;
      }
      // Of several at the same distance, a free one ends the search.
      if (reached <= nearest && (reached < nearest || rowOf[j] < 0)) {
        nearest = reached;
        column = j;
      }
    }
    row = rowOf[column];
    if (row < 0) break;
    closed[count] = column;
    closedAt[count++] = nearest;
    distance[column] = Infinity;
    price[column] = -Infinity;
    base = costs[row * columns + column] - v[column] - nearest;
  }
  for (let k = 0; k < count; k++) v[closed[k]] += closedAt[k] - nearest;
  while (row !== start) {
    row = rowBefore[column];
    const left = columnOf[row];
    rowOf[column] = row;
    columnOf[row] = column;
    column = left;
  }
}
