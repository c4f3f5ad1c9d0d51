/**
 * The inverse of a cumulative distribution at u ∈ (0, 1): the first index whose cumulated weight exceeds u times the
 * total, by bisection. An index of weight zero adds nothing to the one before it, so it is never the first.
 */
export function invert(cumulated: Float64Array, u: number): number {
  let low = 0;
  let high = cumulated.length - 1;
  const target = u * cumulated[high];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulated[middle] > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
