import { type ArrayInput, DomainError, type FloatData, UnsupportedError } from '@monge/ndarray';
import type { Ambient } from '../costs/cost.js';
import { movableCloudOf } from '../geometry/cloud-of.js';
import { describe } from '../geometry/describe.js';
import { embedPoints } from '../geometry/embed-points.js';
import type { Solution } from '../solution.js';
import { conditionals } from './internal/conditionals.js';
import { couplingOf, onPairs } from './internal/coupling.js';
import { implicitSensitivities } from './internal/implicit.js';
import { modulatedSums } from './internal/modulated-sums.js';
import { pulledBack } from './internal/pulled-back.js';
import { readCotangent } from './internal/read-cotangent.js';
import type { ImplicitOptions, ImplicitSensitivities } from './sensitivities.js';

/**
 * The vector–Jacobian product of the barycentric map `solution.transport()`, T_i = Σ_j P_ij y_j / a_i: derivatives of Σ_i ⟨t̄_i, T_i⟩ by the implicit
 * function theorem, as in {@link potentialsVjp}, and of the y_j that are averaged. For great circles they are means of unit vectors, brought back to the sphere; at its poles, and where the mean
 * vanishes, the map has no derivative.
 *
 * @param cotangent t̄, [n, d].
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 * @throws {ShapeError} when the cotangent does not fit, {DomainError} when an option is outside of its range, or the map has no derivative at a source with a cotangent.
 * @throws {UnsupportedError} when the geometry has no points that may move, as a matrix of costs and a grid.
 *
 * @example
 * ```ts
 * import { sinkhorn, transportVjp } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1], [0.5, 2], { epsilon: 0.1, threshold: 1e-12 });
 * // The targets moved together take the map with them.
 * transportVjp(solution, [[1], [0]]).y(); // → [[1.0], [0.0]]
 * ```
 */
export function transportVjp(
  solution: Solution,
  cotangent: ArrayInput,
  options: ImplicitOptions = {},
): ImplicitSensitivities {
  const caller = 'sinkhorn.transportVjp';
  const { geometry, epsilon } = solution.problem;
  const cloud = movableCloudOf(geometry);
  if (cloud === undefined) {
    throw new UnsupportedError(
      `${caller}: expected the geometry of point clouds (the map is a mean of target points), got ${describe(geometry)}; use applyVjp with the coordinates of the targets`,
    );
  }
  const { count: n, dimension } = cloud.x;
  const atMap = readCotangent(cotangent, [n, dimension], 'cotangent', 'the map', caller);
  const coupling = couplingOf(solution, caller, options.executor);
  const { a: p, b: q, supportB, responseB } = coupling;
  const { ambient } = cloud.cost;
  // Means are taken in the flat space around, if there is one.
  const targets = ambient === undefined ? cloud.y : embedPoints(cloud.y, ambient);
  const { count: m, dimension: d } = targets;
  // Counted from one of them: only differences matter, and they lose digits far from the origin.
  const origin = targets.data.slice(0, d);
  const offsets = Float64Array.from(targets.data, (value, at) => value - origin[at % d]);
  const means = onPairs(coupling, (pairwise) =>
    columnByColumn(offsets, d, conditionals(coupling, pairwise).givenSource),
  );
  const w = ambient === undefined ? atMap : projectedBack(means, origin, ambient, atMap, caller);
  // Q_ij = K_ij w_i·(y_j − T_i), of which the rows sum to zero: the source potential plays no part.
  const rank = d + 1;
  const left = new Float64Array(n * rank);
  const right = new Float64Array(m * rank);
  for (let i = 0; i < n; i++) {
    const weight = p[i] === 0 ? 1 : p[i];
    for (let k = 0; k < d; k++) {
      const share = w[i * d + k] / weight;
      left[i * rank + k] = share;
      left[i * rank + d] -= share * means[i * d + k];
    }
  }
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < d; k++) right[j * rank + k] = offsets[j * d + k];
    right[j * rank + d] = 1;
  }
  const everywhere = { ...coupling, supportA: coupling.supportA.map(() => 1) };
  const { columnSums, atTargets } = onPairs(coupling, (pairwise) => ({
    ...modulatedSums(everywhere, pairwise, { rank, left, right }),
    atTargets: columnByColumn(w, d, conditionals(coupling, pairwise).fromSources),
  }));
  return implicitSensitivities(
    coupling,
    {
      f: new Float64Array(n),
      g: columnSums.map((value, j) => (supportB[j] === 0 ? 0 : value / epsilon)),
      b: columnSums.map((value, j) => (responseB[j] * value) / (q[j] === 0 ? 1 : q[j])),
      costs: {
        rank,
        left: left.map((value) => -value / epsilon),
        right: right.map((value, at) => value * supportB[Math.floor(at / rank)]),
      },
      y: ambient === undefined ? atTargets : pulledBack(cloud.y, ambient, d, atTargets),
    },
    options,
    caller,
  );
}

/** Cotangents of the means, [n, d], from those of the points of the curved space that are nearest to them. */
function projectedBack(
  means: Float64Array,
  origin: FloatData,
  ambient: Ambient,
  cotangents: Float64Array,
  caller: string,
): Float64Array {
  const d = origin.length;
  const n = means.length / d;
  const dimension = cotangents.length / n;
  const out = new Float64Array(means.length);
  for (let i = 0; i < n; i++) {
    const cotangent = cotangents.subarray(i * dimension, (i + 1) * dimension);
    if (cotangent.every((value) => value === 0)) continue;
    const mean = means.slice(i * d, (i + 1) * d).map((value, k) => value + origin[k]);
    const own = out.subarray(i * d, (i + 1) * d);
    ambient.projectPullback(mean, cotangent, own);
    if (own.every(Number.isFinite)) continue;
    throw new DomainError(
      `${caller}: expected a map that has a derivative, got a mean of targets that has none, [${mean.join(', ')}], for source ${i}; set its cotangent to 0`,
    );
  }
  return out;
}

/** A linear map of the columns of a matrix, [·, columns]. */
function columnByColumn(
  data: Float64Array,
  columns: number,
  map: (column: Float64Array) => Float64Array,
): Float64Array {
  const results = Array.from({ length: columns }, (_, k) =>
    map(data.filter((_value, at) => at % columns === k)),
  );
  return Float64Array.from(
    { length: results[0].length * columns },
    (_, at) => results[at % columns][Math.floor(at / columns)],
  );
}
