import {
  type ArrayInput,
  contiguous,
  DomainError,
  fromData,
  type NdArray,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { describe } from '../../geometry/describe.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { ApplyOptions } from '../../plan/apply.js';
import { means, type TransportOptions } from '../../plan/transport.js';

/** P = Q diag(1/g) Rᵀ */
export interface FactoredPlan {
  readonly problem: LinearProblem;
  /** Q and R by the weights of their points, which points without weight have too. */
  readonly shares: { readonly q: Float64Array; readonly r: Float64Array };
  /** [n, r] */
  readonly q: NdArray<Float64Array>;
  /** [m, r] */
  readonly r: NdArray<Float64Array>;
  /** [r] */
  readonly g: Float64Array;
}

/** Entries of the largest array that every engine allows. */
const LARGEST = 2 ** 31 - 1;

export function factoredPlan(plan: FactoredPlan): NdArray<Float64Array> {
  const [n, m] = plan.problem.geometry.shape;
  if (n * m > LARGEST) {
    throw new UnsupportedError(
      `solution.plan: expected a plan of at most ${LARGEST} entries (it is stored), got ${n} × ${m}; use rows() or apply(v), which store nothing`,
    );
  }
  const matrix = new Float64Array(n * m);
  let at = 0;
  for (const row of factoredRows(plan)) {
    matrix.set(row, at);
    at += m;
  }
  return fromData(matrix, [n, m]);
}

export function* factoredRows({ q, r, g }: FactoredPlan): Generator<Float64Array, void> {
  const [n, rank] = q.shape;
  const m = r.shape[0];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(m);
    const shares = g.map((mass, k) => q.data[i * rank + k] / mass);
    for (let j = 0; j < m; j++) {
      let total = 0;
      for (let k = 0; k < rank; k++) total += shares[k] * r.data[j * rank + k];
      row[j] = total;
    }
    yield row;
  }
}

/** P v, or Pᵀ v, column by column. */
export function applyFactors(
  { q, r, g }: FactoredPlan,
  vector: ArrayInput,
  { transpose = false }: ApplyOptions = {},
): NdArray<Float64Array> {
  const [from, to] = transpose ? [q, r] : [r, q];
  const { data, shape } = contiguous(vector, 'float64', { name: 'vector', caller: 'solution.apply' });
  if (shape.length < 1 || shape.length > 2 || shape[0] !== from.shape[0]) {
    throw new ShapeError(
      `solution.apply: expected vector of shape [${from.shape[0]}] or [${from.shape[0]}, k] (one value a ${transpose ? 'source' : 'target'}), got ` +
        `[${shape.join(', ')}]`,
    );
  }
  const columns = shape[1] ?? 1;
  const result = new Float64Array(to.shape[0] * columns);
  const output = new Float64Array(to.shape[0]);
  for (let k = 0; k < columns; k++) {
    const column = Float64Array.from({ length: from.shape[0] }, (_, j) => data[j * columns + k]);
    spread(to.data, latentMeans(from, g, column), output);
    for (let i = 0; i < output.length; i++) result[i * columns + k] = output[i];
  }
  return fromData(result, shape.length === 1 ? [to.shape[0]] : [to.shape[0], columns]);
}

/** The barycentric map T = P Y / P 1, of points without mass as of those that go the same ways. */
export function factoredTransport(
  { problem, shares, q, r, g }: FactoredPlan,
  { from = 'source' }: TransportOptions = {},
): NdArray<Float64Array> {
  const caller = 'solution.transport';
  const { geometry } = problem;
  if (geometry.kind !== 'pointCloud') {
    throw new UnsupportedError(
      `${caller}: expected the geometry of point clouds (the map is a mean of target points), got ${describe(geometry)}; use ` +
        'apply with the coordinates of the targets',
    );
  }
  if (from !== 'source' && from !== 'target') {
    throw new DomainError(
      `${caller}: expected from 'source' or 'target' (side of the points), got ${String(from)}`,
    );
  }
  const forward = from === 'source';
  const [own, other] = forward ? [shares.q, r] : [shares.r, q];
  const rank = g.length;
  const count = own.length / rank;
  const masses = new Float64Array(count);
  spread(own, new Float64Array(rank).fill(1), masses);
  const average = (values: Float64Array, out: Float64Array) => {
    spread(own, latentMeans(other, g, values), out);
    for (let i = 0; i < count; i++) out[i] /= masses[i];
  };
  const targets = forward ? geometry.y : geometry.x;
  return fromData(means(count, targets, geometry.cost, average), [count, targets.dimension]);
}

/** diag(1/g) Rᵀ v, [r]: what each latent point sees of v. */
function latentMeans({ data }: NdArray<Float64Array>, g: Float64Array, vector: Float64Array): Float64Array {
  const rank = g.length;
  const out = new Float64Array(rank);
  for (let j = 0; j < vector.length; j++) {
    for (let k = 0; k < rank; k++) out[k] += data[j * rank + k] * vector[j];
  }
  for (let k = 0; k < rank; k++) out[k] /= g[k];
  return out;
}

/** Q z, [n] */
function spread(data: Float64Array, latent: Float64Array, out: Float64Array): void {
  const rank = latent.length;
  for (let i = 0; i < out.length; i++) {
    let total = 0;
    for (let k = 0; k < rank; k++) total += data[i * rank + k] * latent[k];
    out[i] = total;
  }
}
