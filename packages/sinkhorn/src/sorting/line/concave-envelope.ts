/**
 * The least concave function above the points (y_j, heights_j), at each y_j. `y` ascends; of equal ones the highest counts. O(m).
 */
export function concaveEnvelope(y: Float64Array, heights: Float64Array): Float64Array {
  const m = y.length;
  const corners = new Int32Array(m);
  let count = 0;
  for (let j = 0; j < m; j++) {
    if (count > 0 && y[corners[count - 1]] === y[j]) {
      if (heights[j] <= heights[corners[count - 1]]) continue;
      count--;
    }
    while (count > 1 && !isCorner(corners[count - 2], corners[count - 1], j, y, heights)) count--;
    corners[count++] = j;
  }
  const envelope = new Float64Array(m);
  for (let j = 0, at = 0; j < m; j++) {
    while (at + 1 < count && y[corners[at + 1]] <= y[j]) at++;
    const left = corners[at];
    const right = corners[Math.min(at + 1, count - 1)];
    const share = right === left ? 0 : (y[j] - y[left]) / (y[right] - y[left]);
    envelope[j] = heights[left] + share * (heights[right] - heights[left]);
  }
  return envelope;
}

/** Whether point k lies above the line from i to j. */
function isCorner(i: number, k: number, j: number, y: Float64Array, heights: Float64Array): boolean {
  return (heights[k] - heights[i]) * (y[j] - y[k]) > (heights[j] - heights[k]) * (y[k] - y[i]);
}
