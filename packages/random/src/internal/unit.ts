/**
 * A uniform number on [0, 1): k·2⁻⁵³ for the leading 53 bits k of the 64-bit word whose low and high halves are
 * words[at] and words[at + 1]. Divisions by powers of two are exact, and compiled to products.
 */
export function unit(words: Uint32Array, at: number): number {
  return (words[at + 1] + (words[at] >>> 11) / 0x200000) / 0x100000000;
}

/**
 * A uniform number strictly inside (0, 1), symmetric about ½: (k + ½)·2⁻⁵² for the leading 52 bits k of the same word.
 * Both u and 1 − u are exact, and log u is finite.
 */
export function openUnit(words: Uint32Array, at: number): number {
  return (words[at + 1] + ((words[at] >>> 12) + 0.5) / 0x100000) / 0x100000000;
}

/** The same from one word: (w + ½)·2⁻³². */
export function openUnit32(word: number): number {
  return (word + 0.5) / 0x100000000;
}
