/** The row sums and the column sums of a matrix. */
export function marginalsOf(matrix: Float64Array, rows: number, columns: number) {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      rowSums[i] += matrix[i * columns + j];
      columnSums[j] += matrix[i * columns + j];
    }
  }
  return { rowSums, columnSums };
}
