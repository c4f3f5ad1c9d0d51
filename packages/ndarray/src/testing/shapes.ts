import fc from 'fast-check';

/** Constraints of {@link shapes}. */
export interface ShapesConstraints {
  /** The fewest axes. Default 0. */
  readonly minRank?: number;
  /** The most axes. Default 4. */
  readonly maxRank?: number;
  /** The shortest axis. Default 0, which makes empty arrays. */
  readonly minLength?: number;
  /** The longest axis. Default 5. */
  readonly maxLength?: number;
}

/**
 * An arbitrary of array shapes; it shrinks to fewer and shorter axes.
 *
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(shapes({ maxRank: 2 }), (shape) => shape.length <= 2));
 */
export function shapes(constraints: ShapesConstraints = {}): fc.Arbitrary<number[]> {
  const { minRank = 0, maxRank = 4, minLength = 0, maxLength = 5 } = constraints;
  const length = fc.integer({ min: minLength, max: maxLength });
  return fc.array(length, { minLength: minRank, maxLength: maxRank, size: 'max' });
}
