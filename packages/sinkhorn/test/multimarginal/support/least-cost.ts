import { fromData } from '@monge/ndarray';
import { lstsq } from '@monge/ndarray/linalg';

/**
 * The least cost of a multi-marginal problem without regularisation, by looking at every vertex: a distribution on as many tuples as there are independent constraints.
 */
export function leastCost(
  costs: Float64Array,
  shape: readonly number[],
  marginals: readonly ArrayLike<number>[],
): number {
  const rows = marginals.reduce((total, { length }) => total + length, 0);
  const rank = rows - marginals.length + 1;
  const constraints = (at: number): readonly number[] => {
    let offset = rows;
    let rest = at;
    return shape
      .map((_, k) => k)
      .reverse()
      .map((k) => {
        offset -= shape[k];
        const row = offset + (rest % shape[k]);
        rest = Math.floor(rest / shape[k]);
        return row;
      });
  };
  const masses = Float64Array.from(marginals.flatMap((marginal) => Array.from(marginal)));
  let least = Infinity;
  for (const support of subsets(costs.length, rank)) {
    const matrix = new Float64Array(rows * rank);
    support.forEach((at, column) => {
      for (const row of constraints(at)) matrix[row * rank + column] = 1;
    });
    const { x, residuals } = solved(matrix, rows, rank, masses);
    if (residuals > 1e-18 || x.some((mass) => mass < -1e-12)) continue;
    least = Math.min(
      least,
      support.reduce((cost, at, column) => cost + costs[at] * x[column], 0),
    );
  }
  return least;
}

function solved(matrix: Float64Array, rows: number, columns: number, masses: Float64Array) {
  const { x } = lstsq(fromData(matrix, [rows, columns]), fromData(masses, [rows]));
  const data = Float64Array.from({ length: columns }, (_, k) => x.get(k));
  let residuals = 0;
  for (let i = 0; i < rows; i++) {
    let off = -masses[i];
    for (let k = 0; k < columns; k++) off += matrix[i * columns + k] * data[k];
    residuals += off * off;
  }
  return { x: data, residuals };
}

function* subsets(count: number, size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first++) {
    for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
  }
}
