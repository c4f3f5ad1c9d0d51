import { fromData, type NdArray } from '@monge/ndarray';
import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';

/** Constraints of {@link pointClouds}. */
export interface PointCloudsConstraints {
  /** How many points. */
  readonly count: number;
  /** How many coordinates each has. */
  readonly dimension: number;
  /** The middle of the cloud, the same in every coordinate: far from 0 it takes digits away. Default 0. */
  readonly centre?: number;
  /** How far from the centre a coordinate may be. Default 1. */
  readonly spread?: number;
  /** Whether points may coincide by more than chance. Default true. */
  readonly duplicates?: boolean;
}

/**
 * An arbitrary of point clouds, [count, dimension], in float64. It shrinks to points at the centre.
 *
 * @example
 * import { pointClouds } from '@monge/sinkhorn/testing';
 * import fc from 'fast-check';
 * fc.assert(fc.property(pointClouds({ count: 4, dimension: 2 }), (x) => x.data.every((value) => Math.abs(value) <= 1)));
 */
export function pointClouds(constraints: PointCloudsConstraints): fc.Arbitrary<NdArray<Float64Array>> {
  const { count, dimension, centre = 0, spread = 1, duplicates = true } = constraints;
  const size = count * dimension;
  const coordinates = fc.array(floats({ min: -1, max: 1 }), { minLength: size, maxLength: size });
  // One in four points is put where an earlier one is.
  const original = fc.tuple(fc.nat(3), fc.nat()).map(([coin, of]) => (coin === 3 ? of : -1));
  const originals = fc.array(duplicates ? original : fc.constant(-1), { minLength: count, maxLength: count });
  return fc.tuple(coordinates, originals).map(([values, from]) => {
    const data = Float64Array.from(values, (value) => centre + spread * value);
    for (let i = 1; i < count; i++) {
      if (from[i] < 0) continue;
      const first = (from[i] % i) * dimension;
      data.copyWithin(i * dimension, first, first + dimension);
    }
    return fromData(data, [count, dimension]);
  });
}
