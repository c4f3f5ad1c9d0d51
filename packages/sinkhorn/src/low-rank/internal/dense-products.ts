import { type Executor, fromData, UnsupportedError } from '@monge/ndarray';
import type { Geometry } from '../../geometry/geometry.js';
import type { CostProducts, WeightedRows } from './cost-products.js';

/** Rows of costs that are computed at once: a block stays in the cache. */
const BLOCK_ROWS = 64;

/**
 * Products with costs of any kind: with a stored float64 matrix as it is, with others in blocks of rows, which are not kept.
 *
 * @throws {UnsupportedError} when a cost is infinite, as soon as it is met.
 */
export function denseProducts(geometry: Geometry, executor: Executor): CostProducts {
  const [n, m] = geometry.shape;
  const matrix = storedMatrix(geometry);
  const size = matrix === undefined ? Math.min(n, BLOCK_ROWS) : n;
  const buffer = matrix ?? new Float64Array(size * m);

  function block(first: number, last: number): Float64Array {
    const rows = buffer.subarray(0, (last - first) * m);
    if (matrix !== undefined) return rows;
    for (let i = first; i < last; i++) {
      const row = rows.subarray((i - first) * m, (i - first + 1) * m);
      geometry.costRow(i, row);
      if (row.includes(Infinity)) throw infinite(i);
    }
    return rows;
  }

  return (q, r, width, atSources, atTargets) => {
    const [weightedQ, weightedR] = [weighted(q, width), weighted(r, width)];
    const part = new Float64Array(m * width);
    atTargets.fill(0);
    for (let first = 0; first < n; first += size) {
      const last = Math.min(n, first + size);
      const [data, count] = [block(first, last), last - first];
      const [start, end] = [first * width, last * width];
      executor.gemm(
        fromData(data, [count, m]),
        fromData(weightedR, [m, width]),
        atSources.subarray(start, end),
      );
      const transposed = { data, shape: [m, count], stride: [1, m], offset: 0 };
      executor.gemm(transposed, fromData(weightedQ.subarray(start, end), [count, width]), part);
      for (let at = 0; at < part.length; at++) atTargets[at] += part[at];
    }
  };
}

function storedMatrix(geometry: Geometry): Float64Array | undefined {
  if (geometry.kind !== 'denseCost' && geometry.kind !== 'pointCloud') return undefined;
  const costs = geometry.costs();
  return costs.kind === 'stored' && costs.costs instanceof Float64Array ? costs.costs : undefined;
}

function weighted({ weights, rows }: WeightedRows, width: number): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0, at = 0; i < weights.length; i++) {
    for (let k = 0; k < width; k++, at++) out[at] = weights[i] * rows[at];
  }
  return out;
}

function infinite(i: number): UnsupportedError {
  return new UnsupportedError(
    `sinkhorn.solveLowRank: expected finite costs (a plan of low rank has mass on all pairs of a component), got ∞ for a move from source ${i}; use solve`,
  );
}
