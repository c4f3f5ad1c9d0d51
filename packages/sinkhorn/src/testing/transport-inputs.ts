import fc from 'fast-check';
import { costMatrices } from './cost-matrices.js';
import { pointClouds } from './point-clouds.js';
import type { TransportInput } from './transport-solver.js';
import { weights } from './weights.js';

/** Constraints of {@link transportInputs}. */
export interface TransportInputsConstraints {
  /** The most sources, and the most targets. Default 7. */
  readonly maxLength?: number;
  /** The least ε, as a fraction of the range of the costs. Default 0.1; solvers slow down exponentially below. */
  readonly minEpsilon?: number;
  /** The greatest ε, likewise. Default 10. */
  readonly maxEpsilon?: number;
  /** Whether some weights may be zero. Default true. */
  readonly zeros?: boolean;
  /** The mass that is moved. Default 1. */
  readonly mass?: number;
}

/**
 * An arbitrary of transport problems as they come: any numbers of sources and targets, one included; uneven weights, zeros among
 * them; costs without structure, or squared distances between clouds in which points coincide; costs that are all the same; costs
 * in thousandths or in thousands, far from zero or negative; ε from small to large. It shrinks to small problems with equal weights.
 *
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(transportInputs(), ({ rows, columns, costs }) => costs.length === rows * columns));
 */
export function transportInputs(constraints: TransportInputsConstraints = {}): fc.Arbitrary<TransportInput> {
  const { maxLength = 7, minEpsilon = 0.1, maxEpsilon = 10, zeros = true, mass = 1 } = constraints;
  const length = fc.integer({ min: 1, max: maxLength });
  const logRatio = fc.maxSafeNat().map((k) => 1 - k / Number.MAX_SAFE_INTEGER);
  return fc.tuple(length, length).chain(([rows, columns]) =>
    fc
      .record({
        costs: fc.oneof(
          costMatrices({ rows, columns }).map(({ data }) => data),
          squaredDistances(rows, columns),
        ),
        a: weights({ length: rows, zeros, mass }),
        b: weights({ length: columns, zeros, mass }),
        scale: fc.constantFrom(1, 1e-3, 1e3),
        offset: fc.constantFrom(0, 10, -1),
        // From large to small, on a logarithmic scale.
        epsilon: logRatio.map((t) => minEpsilon * (maxEpsilon / minEpsilon) ** t),
      })
      .map(({ costs: unit, scale, offset, epsilon, a, b }) => {
        const range = Math.max(...unit) - Math.min(...unit);
        // Costs that differ by next to nothing are taken as equal.
        const spread = range > LEAST_RANGE ? range : 1;
        const costs = unit.map((cost) => scale * (cost + offset * spread));
        return { costs, rows, columns, a, b, epsilon: epsilon * scale * spread };
      }),
  );
}

const LEAST_RANGE = 1e-6;

/** Squared distances between points of a square, in [0, 8]. */
function squaredDistances(rows: number, columns: number): fc.Arbitrary<Float64Array> {
  const dimension = 2;
  const clouds = fc.tuple(
    pointClouds({ count: rows, dimension }),
    pointClouds({ count: columns, dimension }),
  );
  return clouds.map(([x, y]) =>
    Float64Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns) * dimension, (at % columns) * dimension];
      return (x.data[i] - y.data[j]) ** 2 + (x.data[i + 1] - y.data[j + 1]) ** 2;
    }),
  );
}
