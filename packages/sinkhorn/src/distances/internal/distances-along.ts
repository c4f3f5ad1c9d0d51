import { type ArrayInput, argsort, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { type KeyLike, normal } from '@monge/random';
import { powerMean } from '../../exact/power-mean.js';
import type { Points } from '../../geometry/geometry.js';
import type { MeasureOptions, Measures } from './measures.js';

export interface SlicedOptions extends MeasureOptions {
  /** Exponent p of the distances |x − y|^p, in [1, ∞). Default 2. */
  readonly p?: number;
  /** Of the random directions; needed unless they are given. */
  readonly key?: KeyLike;
  /** How many directions are drawn, uniformly from the sphere, or the directions themselves, [k, d], of any length > 0. Default 100. */
  readonly directions?: number | ArrayInput;
}

/** W_p of the clouds projected onto each direction, [k]. O((n + m)(d + log(n + m))) a direction. */
export function distancesAlong(measures: Measures, options: SlicedOptions, caller: string): Float64Array {
  const { p = 2 } = options;
  if (!(p >= 1 && p < Infinity)) {
    throw new DomainError(`${caller}: expected p in [1, ∞) (exponent of the distance), got ${p}`);
  }
  const { x, y, a, b } = measures;
  const directions = readDirections(options, x.dimension, caller);
  return new Float64Array(directions.length / x.dimension).map((_, k) => {
    const direction = directions.subarray(k * x.dimension, (k + 1) * x.dimension);
    return distanceOnLine(project(x, direction), a, project(y, direction), b, p);
  });
}

/** Unit vectors, one after the other. */
function readDirections(
  { key, directions = 100 }: SlicedOptions,
  dimension: number,
  caller: string,
): Float64Array {
  if (typeof directions !== 'number') {
    const { data, shape } = contiguous(directions, 'float64', { name: 'directions', caller });
    if (shape.length !== 2 || shape[1] !== dimension || data.length === 0) {
      throw new ShapeError(
        `${caller}: expected directions of shape [k, ${dimension}], k ≥ 1 (vectors of the dimension of the points), got [${shape.join(', ')}]`,
      );
    }
    return normalised(data, dimension, caller);
  }
  if (!(Number.isInteger(directions) && directions >= 1)) {
    throw new DomainError(
      `${caller}: expected directions a whole number ≥ 1, or vectors [k, d], got ${directions}`,
    );
  }
  if (key === undefined) {
    throw new DomainError(
      `${caller}: expected a key (the directions are random), got none; give one, or the directions`,
    );
  }
  return normalised(normal(key, [directions, dimension]).data, dimension, caller);
}

function normalised(vectors: Float64Array, dimension: number, caller: string): Float64Array {
  const units = vectors.slice();
  for (let k = 0; k < units.length; k += dimension) {
    const vector = units.subarray(k, k + dimension);
    const length = lengthOf(vector);
    if (!(length > 0 && length < Infinity)) {
      throw new DomainError(
        `${caller}: expected directions of finite length > 0, got ${length} at row ${k / dimension}`,
      );
    }
    for (let l = 0; l < dimension; l++) vector[l] /= length;
  }
  return units;
}

/** Of a vector of any size, and of more coordinates than Math.hypot takes. */
function lengthOf(vector: Float64Array): number {
  const largest = vector.reduce((most, coordinate) => Math.max(most, Math.abs(coordinate)), 0);
  if (!(largest > 0 && largest < Infinity)) return largest;
  return largest * Math.sqrt(vector.reduce((total, coordinate) => total + (coordinate / largest) ** 2, 0));
}

function project({ data, count, dimension }: Points, direction: Float64Array): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let l = 0; l < dimension; l++) values[i] += data[i * dimension + l] * direction[l];
  }
  return values;
}

/** (∫₀¹ |F_a⁻¹(t) − F_b⁻¹(t)|^p dt)^(1/p): mass is moved in order, leftmost to leftmost. */
function distanceOnLine(
  u: Float64Array,
  a: Float64Array,
  v: Float64Array,
  b: Float64Array,
  p: number,
): number {
  const [sources, targets] = [argsort(u).data, argsort(v).data];
  const masses = new Float64Array(u.length + v.length);
  const distances = new Float64Array(u.length + v.length);
  let moves = 0;
  let [i, j] = [0, 0];
  let supply = a[sources[0]];
  let demand = b[targets[0]];
  for (;;) {
    const mass = Math.min(supply, demand);
    if (mass > 0) {
      masses[moves] = mass;
      distances[moves++] = Math.abs(u[sources[i]] - v[targets[j]]);
    }
    supply -= mass;
    demand -= mass;
    // One of the two is used up.
    if (supply <= 0) {
      if (++i === sources.length) break;
      supply = a[sources[i]];
    } else {
      if (++j === targets.length) break;
      demand = b[targets[j]];
    }
  }
  return powerMean(distances.subarray(0, moves), masses, p);
}
