/** Columns next to each other, each a multiple of given ones. */
export function columnwise(
  count: number,
  parts: readonly { readonly values: Float64Array; readonly columns: number; readonly factor: number }[],
): Float64Array {
  const width = parts.reduce((total, { columns }) => total + columns, 0);
  const out = new Float64Array(count * width);
  let first = 0;
  for (const { values, columns, factor } of parts) {
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < columns; k++) out[i * width + first + k] = factor * values[i * columns + k];
    }
    first += columns;
  }
  return out;
}
