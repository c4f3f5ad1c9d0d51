import { type Absent, orAbsent } from './absent.js';
import { requirePeer, versionOf } from './require-peer.js';

/** An array of jax-js. Every use consumes a reference; `ref` makes another. */
export interface JaxArray {
  readonly ref: JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray | number): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  sum(axis: number): JaxArray;
  max(axis: number, options: { keepdims: boolean }): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  slice(range: readonly [start: number, end: number]): JaxArray;
  dataSync(): Float32Array | Float64Array;
  /** Computes what is not computed yet: jax-js is lazy. */
  blockUntilReady(): Promise<JaxArray>;
  dispose(): void;
}

/** As much of `@jax-js/jax` as the suites use. */
export interface Jax {
  readonly nn: { silu(a: JaxArray): JaxArray };
  readonly numpy: {
    array(values: Float32Array | Float64Array, options: { dtype: string }): JaxArray;
    exp(a: JaxArray): JaxArray;
    log(a: JaxArray): JaxArray;
    tanh(a: JaxArray): JaxArray;
    sum(a: JaxArray): JaxArray;
    mean(a: JaxArray): JaxArray;
    square(a: JaxArray): JaxArray;
    transpose(a: JaxArray): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    readonly linalg: {
      cholesky(a: JaxArray): JaxArray;
      /** Eigenvalues and eigenvectors. */
      eigh(a: JaxArray): readonly [JaxArray, JaxArray];
    };
  };
  jit<Arguments extends readonly unknown[], Result>(
    work: (...args: Arguments) => Result,
  ): (...args: Arguments) => Result;
  /** With respect to the first argument, a tree of arrays. */
  grad<Params, Rest extends readonly unknown[]>(
    loss: (params: Params, ...rest: Rest) => JaxArray,
  ): (params: Params, ...rest: Rest) => Params;
  valueAndGrad<Params, Rest extends readonly unknown[]>(
    loss: (params: Params, ...rest: Rest) => JaxArray,
  ): (params: Params, ...rest: Rest) => [value: JaxArray, gradient: Params];
  readonly tree: { ref<Tree>(tree: Tree): Tree; dispose(tree: unknown): void };
  /** Waits for all arrays of a tree. */
  blockUntilReady<Tree>(tree: Tree): Promise<Tree>;
  init(device: string): Promise<readonly string[]>;
  defaultDevice(device: string): void;
}

/** jax-js on its WebAssembly backend. In Node it has no workers to use, hence one thread. */
export interface JaxJs {
  readonly version: string;
  readonly jax: Jax;
}

export function loadJaxJs(): Promise<JaxJs | Absent> {
  return orAbsent(async () => {
    supplyFloat16Array();
    const jax: Jax = requirePeer('@jax-js/jax');
    if (!(await jax.init('wasm')).includes('wasm')) throw new Error('its WebAssembly backend did not start');
    jax.defaultDevice('wasm');
    return { version: versionOf('@jax-js/jax'), jax };
  });
}

/** jax-js 0.1.25 names this class whenever it reads a Float64Array; Node has it from version 24 on. */
function supplyFloat16Array(): void {
  if (!('Float16Array' in globalThis))
    Object.defineProperty(globalThis, 'Float16Array', { value: Uint16Array });
}
