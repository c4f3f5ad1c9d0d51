import fc from 'fast-check';

/** Constraints of {@link weights}. */
export interface WeightsConstraints {
  /** How many. */
  readonly length: number;
  /** Whether some may be zero; never all. Default false. */
  readonly zeros?: boolean;
  /** Their total. Default 1. */
  readonly mass?: number;
}

/**
 * An arbitrary of weights, [length], that add up to `mass`: some of one size, some a thousand times apart. It shrinks to
 * equal weights.
 *
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(weights({ length: 5 }), (a) => a.every((weight) => weight > 0)));
 */
export function weights({ length, zeros = false, mass = 1 }: WeightsConstraints): fc.Arbitrary<Float64Array> {
  const share = fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9999 }) },
    { weight: zeros ? 1 : 0, arbitrary: fc.constant(0) },
  );
  return fc
    .array(share, { minLength: length, maxLength: length })
    .map((shares) => ({ shares, total: shares.reduce((sum, one) => sum + one, 0) }))
    .filter(({ total }) => total > 0)
    .map(({ shares, total }) => Float64Array.from(shares, (one) => (mass * one) / total));
}
