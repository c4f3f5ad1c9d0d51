import type { FloatData } from '../dtype.js';

/**
 * Random numbers as `@monge/random` draws them, to the bit: element i of `out` is element i of the draws of the key, a pair of 32-bit words. Its
 * `uniform` and `normal` take an executor that has them as their option.
 */
export interface Draws {
  /** Uniform numbers on [low, high). */
  uniform(key: readonly [number, number], low: number, high: number, out: FloatData): void;
  /** Normal numbers. */
  normal(key: readonly [number, number], mean: number, std: number, out: FloatData): void;
}
