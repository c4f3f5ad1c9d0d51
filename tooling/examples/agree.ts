/**
 * Asserts what an example promises: `agree(value, '[0.1, 0.25]', 'README.md:12')`. The value is written out as a
 * literal and compared with the promise word by word; a number agrees when it rounds to the digits that are promised
 * (`0.25` stands for all of [0.245, 0.255], `2` for 2 only), and `…` ends the comparison. Arrays of any kind are
 * written as nested numbers; a typed array's kind may be named before them, and a string may
 * stand without quotes.
 */
export function agree(value: unknown, promise: string, place: string): void {
  const actual = show(value);
  const promised = split(promise);
  const words = split(actual).filter((word) => !typedArray.test(word) || promised.includes(word));
  const end = promised.indexOf('…');
  const compared = end < 0 ? promised : promised.slice(0, end);
  const complete = end >= 0 || words.length === promised.length;
  if (value === promise || (complete && compared.every((word, i) => agreeWord(words[i] ?? '', word)))) return;
  throw new Error(`${place} promises ${promise}, and the value is ${actual}`);
}

const typedArray = /^(?:Float|Int|Uint|BigInt|BigUint)\d+(?:Clamped)?Array$/;

/** The words of a literal: numbers, names, quoted strings, brackets. */
function split(literal: string): string[] {
  return literal.match(/'[^']*'|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|…|[-\w]+|[^\s,]/g) ?? [];
}

function agreeWord(actual: string, promised: string): boolean {
  if (actual === promised) return true;
  const [, mantissa, exponent] = /^(-?\d+\.\d+)(e[+-]?\d+)?$/.exec(promised) ?? [];
  if (mantissa === undefined) return false;
  const digits = mantissa.length - mantissa.indexOf('.') - 1;
  return Math.abs(Number(actual) - Number(promised)) <= 0.5 * 10 ** -digits * Number(`1${exponent ?? ''}`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isStrided(value)) return show(nested(value, 0, value.offset));
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} ${show(Array.from(value as Float64Array))}`;
  const entries = Object.entries(value).map(([key, entry]) => `${key}: ${show(entry)}`);
  return `{ ${entries.join(', ')} }`;
}

interface Strided {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

function isStrided(value: object): value is Strided {
  return 'data' in value && 'shape' in value && 'stride' in value && 'offset' in value;
}

function nested(array: Strided, axis: number, offset: number): unknown {
  if (axis === array.shape.length) return array.data[offset];
  return Array.from({ length: array.shape[axis] }, (_, i) =>
    nested(array, axis + 1, offset + i * array.stride[axis]),
  );
}
