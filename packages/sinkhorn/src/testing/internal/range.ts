/** The difference between the largest and the least of the numbers. */
export function range(values: Float64Array): number {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  return largest - least;
}
