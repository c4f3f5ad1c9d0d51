/** What a value is, for the end of a message: `an Int16Array`, `a string`, `null` … */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const kind = Array.isArray(value)
    ? 'plain array'
    : typeof value === 'object'
      ? nameOf(value)
      : typeof value;
  return `${/^[aeiou]/i.test(kind) && !kind.startsWith('Ui') ? 'an' : 'a'} ${kind}`;
}

function nameOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
