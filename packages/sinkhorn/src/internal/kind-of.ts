/** What a value is, in a word, as an error names it: `Array`, `Float64Array`, `Undefined`, or the geometry that it is. */
export function kindOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'kind' in value)
    return `a geometry (${String(value.kind)})`;
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
