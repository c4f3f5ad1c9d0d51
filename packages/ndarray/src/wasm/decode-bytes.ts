/** Bytes as text: the frequent ones are one character each, the others two. */
export interface EncodedBytes {
  /** Which bytes are frequent: 256 bits as hexadecimal digits, the lowest bit of a digit first. */
  readonly frequent: string;
  readonly text: string;
}

/** Printable ASCII without what string literals or HTML would escape. */
const ALPHABET = ' !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~';

/** The first characters of the alphabet begin a pair. */
const PREFIXES = 2;

/** The inverse of `assembly/encode.mjs`: each byte, in ascending order, takes the next free code of its kind. */
export function decodeBytes({ frequent, text }: EncodedBytes): Uint8Array<ArrayBuffer> {
  const singles: number[] = [];
  const doubles: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const isFrequent = (Number.parseInt(frequent[byte >> 2], 16) >> (byte & 3)) & 1;
    (isFrequent ? singles : doubles).push(byte);
  }
  const values = new Map(Array.from(ALPHABET, (character, value) => [character, value]));
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values.get(text[i]) as number;
    if (value < PREFIXES) {
      i++;
      bytes[length++] = doubles[value * ALPHABET.length + (values.get(text[i]) as number)];
    } else bytes[length++] = singles[value - PREFIXES];
  }
  return bytes.slice(0, length);
}
