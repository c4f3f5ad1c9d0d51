import document from './fixtures/linalg.json' with { type: 'json' };

/** Matrices and what mpmath computes of them, correctly rounded: from tooling/fixtures/linalg.py. */
export const { symmetric, general, leastSquares } = document;
