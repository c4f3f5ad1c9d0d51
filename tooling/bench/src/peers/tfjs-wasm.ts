import { type Absent, orAbsent } from './absent.js';
import { requirePeer, versionOf } from './require-peer.js';

export interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

/** A tensor that an optimiser changes, and that lives until it is disposed of. */
export interface Variable extends Tensor {
  readonly name: string;
}

/** It keeps what it knows of each variable until it is disposed of. */
export interface Optimizer {
  /** One step, and the loss before it. */
  minimize(loss: () => Tensor, returnCost: boolean, variables: readonly Variable[]): Tensor;
  dispose(): void;
}

/** As much of `@tensorflow/tfjs-core` as the suites use. */
export interface TensorFlow {
  tensor1d(values: Float32Array): Tensor;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  ones(shape: readonly number[]): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  div(a: Tensor, b: Tensor | number): Tensor;
  log(a: Tensor): Tensor;
  square(a: Tensor): Tensor;
  exp(a: Tensor): Tensor;
  tanh(a: Tensor): Tensor;
  sum(a: Tensor, axis?: number): Tensor;
  transpose(a: Tensor): Tensor;
  expandDims(a: Tensor, axis: number): Tensor;
  concat(tensors: readonly Tensor[], axis: number): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  logSumExp(a: Tensor, axis: number): Tensor;
  sigmoid(a: Tensor): Tensor;
  mean(a: Tensor): Tensor;
  slice(a: Tensor, begin: number, size: number): Tensor;
  /** With respect to all arguments. */
  grads(f: (...args: readonly Tensor[]) => Tensor): (args: readonly Tensor[]) => Tensor[];
  variable(initial: Tensor): Variable;
  variableGrads(
    loss: () => Tensor,
    variables: readonly Variable[],
  ): { readonly value: Tensor; readonly grads: Readonly<Record<string, Tensor>> };
  readonly train: {
    adam(learningRate: number, beta1: number, beta2: number, epsilon: number): Optimizer;
  };
  tidy<Result extends Tensor | readonly Tensor[]>(work: () => Result): Result;
  setBackend(name: string): Promise<boolean>;
  env(): { getAsync(flag: string): Promise<unknown> };
  engine(): { startScope(): void; endScope(): void };
}

/** TensorFlow.js on its WebAssembly backend: SIMD, one thread. */
export interface TfjsWasm {
  readonly version: string;
  readonly tf: TensorFlow;
  /** Disposes of all tensors. */
  clear(): void;
}

export function loadTfjsWasm(): Promise<TfjsWasm | Absent> {
  return orAbsent(async () => {
    // The core by itself knows no gradients in Node: the whole library adds them.
    const tf: TensorFlow = requirePeer('@tensorflow/tfjs');
    const backend: { setThreadsCount(count: number): void } = requirePeer('@tensorflow/tfjs-backend-wasm');
    backend.setThreadsCount(1);
    if (!(await tf.setBackend('wasm'))) throw new Error('its WebAssembly backend did not start');
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('it found no SIMD');
    tf.engine().startScope();
    return {
      version: versionOf('@tensorflow/tfjs-backend-wasm'),
      tf,
      clear() {
        tf.engine().endScope();
        tf.engine().startScope();
      },
    };
  });
}
