/** Every number in a value made of records, lists and arrays, each with the way to it; functions are left alone, and so is the problem that a solution is of. */
export function numbersIn(
  value: unknown,
  path = '',
): readonly { readonly path: string; readonly value: number }[] {
  if (typeof value === 'number') return [{ path, value }];
  if (ArrayBuffer.isView(value))
    return Array.from(value as Float64Array, (entry, at) => ({ path: `${path}[${at}]`, value: entry }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    name === 'problem' || name === 'executor' ? [] : numbersIn(entry, path === '' ? name : `${path}.${name}`),
  );
}
