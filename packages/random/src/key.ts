import { words64 } from './internal/words64.js';

/**
 * The state of a stream of random numbers: the two 32-bit words of a Philox key, low word first. A plain frozen
 * value: it can be compared, printed as JSON, sent to a worker, and used twice (with the same result twice).
 */
export type Key = readonly [number, number];

/** What every function takes as its key: a key, or a plain number n, which stands for `key(n)`. */
export type KeyLike = Key | number;

/**
 * Makes a key from a seed, taken modulo 2⁶⁴, so that −1 and 2n ** 64n − 1n are the same seed.
 *
 * @param seed a safe integer, or a bigint in [−2⁶⁴, 2⁶⁴)
 * @throws RandomError (domain) if the seed is neither
 * @example
 * key(42); // → [42, 0]
 * key(-1); // → [4294967295, 4294967295]
 */
export function key(seed: number | bigint): Key {
  return words64('key', 'seed', seed);
}
