/**
 * The records of one file: named columns, rows of cells as the file has them (text, numbers, null, …), and
 * where each row stands in the file, in words for error messages.
 */
export interface Table {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly whereIs: (row: number) => string;
}

/** The names of the columns of a file that names none: `1`, `2`, … */
export const ordinalColumns = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}`);
