import { type ArrayInput, UnsupportedError } from '@monge/ndarray';
import { describe } from '../geometry/describe.js';
import type { Solution } from '../solution.js';
import { conditionals } from './internal/conditionals.js';
import { couplingOf, onPairs } from './internal/coupling.js';
import { implicitSensitivities } from './internal/implicit.js';
import { modulatedSums } from './internal/modulated-sums.js';
import { readCotangent } from './internal/read-cotangent.js';
import type { ImplicitOptions, ImplicitSensitivities } from './sensitivities.js';

/**
 * The vector–Jacobian product of the barycentric map `solution.transport()`, T_i = Σ_j P_ij y_j / a_i: derivatives of Σ_i ⟨t̄_i, T_i⟩ by the implicit
 * function theorem, as in {@link potentialsVjp}, and of the y_j that are averaged.
 *
 * @param cotangent t̄, [n, d].
 * @throws {ShapeError} when the cotangent does not fit, {DomainError} when an option is outside of its range.
 * @throws {UnsupportedError} when the geometry is a matrix of costs, or the mean is taken on a sphere.
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
  if (geometry.kind !== 'pointCloud' || geometry.cost.ambient !== undefined) {
    throw new UnsupportedError(
      `${caller}: expected the geometry of point clouds in a flat space (the map is a mean of target points), got ` +
        (geometry.kind === 'pointCloud'
          ? `the cost '${geometry.cost.name}'; use applyVjp with embedded targets`
          : `${describe(geometry)}; use applyVjp with the coordinates of the targets`),
    );
  }
  const { count: n, dimension: d } = geometry.x;
  const targets = geometry.y;
  const m = targets.count;
  const w = readCotangent(cotangent, [n, d], 'cotangent', 'the map', caller);
  const coupling = couplingOf(solution, options.executor);
  const { a: p, b: q, supportB, responseB } = coupling;
  const map = solution.transport().data;
  // Q_ij = K_ij t̄_i·(y_j − T_i), of which the rows sum to zero: the source potential plays no part.
  const rank = d + 1;
  const left = new Float64Array(n * rank);
  const right = new Float64Array(m * rank);
  const origin = Float64Array.from({ length: d }, (_, k) => map[k]);
  for (let i = 0; i < n; i++) {
    const weight = p[i] === 0 ? 1 : p[i];
    for (let k = 0; k < d; k++) {
      const share = w[i * d + k] / weight;
      left[i * rank + k] = share;
      left[i * rank + d] -= share * (map[i * d + k] - origin[k]);
    }
  }
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < d; k++) right[j * rank + k] = targets.data[j * d + k] - origin[k];
    right[j * rank + d] = 1;
  }
  const everywhere = { ...coupling, supportA: coupling.supportA.map(() => 1) };
  const { columnSums, y } = onPairs(coupling, (pairwise) => ({
    ...modulatedSums(everywhere, pairwise, { rank, left, right }),
    y: columnByColumn(w, d, conditionals(coupling, pairwise).fromSources),
  }));
  return implicitSensitivities(
    coupling,
    {
      f: new Float64Array(n),
      g: columnSums.map((value, j) => (supportB[j] * value) / epsilon),
      b: columnSums.map((value, j) => (responseB[j] * value) / (q[j] === 0 ? 1 : q[j])),
      costs: {
        rank,
        left: left.map((value) => -value / epsilon),
        right: right.map((value, at) => value * supportB[Math.floor(at / rank)]),
      },
      y,
    },
    options,
    caller,
  );
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
