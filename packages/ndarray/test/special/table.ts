import document from './fixtures/special.json' with { type: 'json' };

/** Arguments, and the values of a function there, correctly rounded: from tooling/fixtures/special.py. */
export interface Table {
  /** An array for each argument. */
  readonly args: readonly [Float64Array, Float64Array, Float64Array];
  readonly values: Float64Array;
}

/** The rows of a function's table whose first argument passes. */
export function table(
  name: keyof typeof document.tables,
  passes: (x: number) => boolean = () => true,
): Table {
  const all: readonly (readonly (number | string)[])[] = document.tables[name];
  const rows = all.map((row) => row.map(Number)).filter((row) => passes(row[0]));
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  return { args: [column(0), column(1), column(2)], values: Float64Array.from(rows, (row) => row.at(-1)!) };
}
