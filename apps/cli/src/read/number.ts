/** The finite number that a cell holds, be it a number or its text; `undefined` for anything else. */
export function toNumber(cell: unknown): number | undefined {
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A cell as an error message shows it, cut where it is long. */
export function showCell(cell: unknown): string {
  if (cell === undefined || cell === null || cell === '') return 'nothing';
  const text = JSON.stringify(cell);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
