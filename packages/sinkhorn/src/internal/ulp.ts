/** Relative spacing of the floats near 1. */
export const ULP = { float64: 2 ** -52, float32: 2 ** -23 } as const;

/** How many of them a sum over a problem may be off. */
export const SOME_ULPS = 512;
