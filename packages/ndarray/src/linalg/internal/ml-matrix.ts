import { Matrix } from 'ml-matrix';

/** A copy of the matrix that begins at `at`, times a factor, for ml-matrix to decompose. */
export function toMatrix(data: Float64Array, at: number, rows: number, columns: number, factor = 1): Matrix {
  const matrix = new Matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) matrix.set(i, j, factor * data[at + i * columns + j]);
  }
  return matrix;
}

/** Writes the elements to `at`, packed. */
export function fromMatrix(matrix: Matrix, data: Float64Array, at: number): void {
  const { rows, columns } = matrix;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[at + i * columns + j] = matrix.get(i, j);
  }
}
