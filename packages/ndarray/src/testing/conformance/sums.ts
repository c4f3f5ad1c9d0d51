/** The sum of each row of a matrix that is given row by row, in float64. */
export function sumsOfRows(matrix: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(matrix.length / columns);
  for (let at = 0; at < matrix.length; at++) sums[Math.floor(at / columns)] += matrix[at];
  return sums;
}

/** The sum of each column of a matrix that is given row by row, in float64. */
export function sumsOfColumns(matrix: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < matrix.length; at++) sums[at % columns] += matrix[at];
  return sums;
}
