import type { Key } from './key.js';

/**
 * An engine for long draws, with the bits of this package: a record of functions that fill `out` with the first elements
 * that the key draws. `createWasm().draws` of `@monge/ndarray/executors` is one.
 */
export interface Draws {
  /** Uniform numbers on [low, high). */
  uniform(key: Key, low: number, high: number, out: Float64Array | Float32Array): void;
  /** Normal numbers. */
  normal(key: Key, mean: number, std: number, out: Float64Array | Float32Array): void;
}

/** What a draw takes as its executor: any record that may have an engine for draws, as those of `@monge/ndarray` do. */
export interface DrawExecutor {
  /** The engine; without one, the loops of this package run, with the same result. */
  readonly draws?: Draws;
}

/** The option of the draws that an engine can take over. */
export interface ExecutorOptions {
  /** Who draws: the loops of this package by default. The bits are the same. */
  readonly executor?: DrawExecutor;
}
