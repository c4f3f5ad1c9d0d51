import { type Absent, orAbsent } from './absent.js';
import { requirePeer, versionOf } from './require-peer.js';

/** An array of numpy-ts, which lies in the memory of its WebAssembly kernels until it is disposed of. */
export interface NumpyTsArray {
  readonly data: Float32Array | Float64Array;
  reshape(shape: readonly number[]): NumpyTsArray;
  dispose(): void;
}

/** As much of `numpy-ts` as the suites use. */
export interface NumpyTsModule {
  array(values: Float32Array | Float64Array): NumpyTsArray;
  matmul(a: NumpyTsArray, b: NumpyTsArray): NumpyTsArray;
  add(a: NumpyTsArray, b: NumpyTsArray): NumpyTsArray;
  exp(a: NumpyTsArray): NumpyTsArray;
  tanh(a: NumpyTsArray): NumpyTsArray;
  sum(a: NumpyTsArray): number;
  readonly linalg: {
    cholesky(a: NumpyTsArray): NumpyTsArray;
    eigh(a: NumpyTsArray): { readonly w: NumpyTsArray; readonly v: NumpyTsArray };
  };
  readonly random: { standard_normal(shape: readonly number[]): NumpyTsArray };
  configureWasm(options: { maxMemory: number }): void;
}

/** numpy-ts: WebAssembly SIMD kernels, one thread. */
export interface NumpyTs {
  readonly version: string;
  readonly np: NumpyTsModule;
}

/** Its default, 256 MiB, is too little for the largest cases, in which it would fall back to loops without a word. */
const MEMORY = 1 << 30;

export function loadNumpyTs(): Promise<NumpyTs | Absent> {
  return orAbsent(() => {
    const np: NumpyTsModule = requirePeer('numpy-ts');
    np.configureWasm({ maxMemory: MEMORY });
    return { version: versionOf('numpy-ts'), np };
  });
}
