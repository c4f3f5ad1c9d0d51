// Log-sum-exps are taken in one pass: the largest exponent so far, and the sum of the exponentials relative to it. One exponential a term, since it is
// either the term or the sum that has to be scaled down.

/** The exponent of where there is no mass: far below all that occur, and far from the end of float32. */
export const NOTHING = -1e20;

/** Where the largest exponent starts: above NOTHING, so that what has no mass adds nothing. */
export const LOWEST = -1e19;

/**
 * How many terms are added up before they join the sum: rounding grows with this and with the number of such blocks, and not with their
 * product.
 */
export const BLOCK = 32;

/** Adds exp(term)·weight to a sum relative to the largest exponent, both of them `let` variables. */
export function addExponential(largest: string, sum: string, term: string, weight: string): string {
  return `{
    const excess = ${term} - ${largest};
    const ratio = Math.exp(-Math.abs(excess));
    ${sum} = excess > 0 ? ${sum} * ratio + ${weight} : ${sum} + ${weight} * ratio;
    ${largest} = Math.max(${largest}, ${term});
  }`;
}
