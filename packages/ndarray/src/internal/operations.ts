import type { Data, DType } from '../dtype.js';
import type {
  BinaryKernelOperation,
  BinaryOperation,
  Comparison,
  ElementwiseOptions,
  Output,
  Predicate,
  UnaryKernelOperation,
  UnaryOperation,
} from '../elementwise/operation.js';
import type { MapOperation } from '../executors/map-operation.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import { elementwise } from './elementwise.js';
import { forEachRun } from './for-each-run.js';
import { mapOnExecutor, powerOnExecutor } from './on-executor.js';

// Each operation brings its own loop: one loop that is handed a function of two numbers is compiled once for all of
// them, and then costs 9 ns an element instead of 1.5 (V8 11.3), since it can inline none.

/** n steps of y ← f(x), over x from index xi in strides of xs and over y likewise. */
export type UnaryLoop = (n: number, x: Data, xi: number, xs: number, y: Data, yi: number, ys: number) => void;

/** n steps of z ← f(x, y). */
export type BinaryLoop = (
  n: number,
  x: Data,
  xi: number,
  xs: number,
  y: Data,
  yi: number,
  ys: number,
  z: Data,
  zi: number,
  zs: number,
) => void;

/** n steps of z ← f(w, x, y). */
export type TernaryLoop = (
  n: number,
  w: Data,
  wi: number,
  ws: number,
  x: Data,
  xi: number,
  xs: number,
  y: Data,
  yi: number,
  ys: number,
  z: Data,
  zi: number,
  zs: number,
) => void;

export function unaryOperation(name: string, loop: UnaryLoop): UnaryOperation {
  const caller = `ndarray.${name}`;
  function operation<A extends Operand>(x: A): NdArray<ResultData<A>>;
  function operation<O extends Strided>(x: Operand, output: Output<O>): O;
  function operation(input: Operand, output?: Output<Strided>): Strided {
    const { operands, result } = elementwise([input], ['x'], caller, resultDtype(input), output?.out);
    runUnary(loop, operands[0], result);
    return result;
  }
  return operation;
}

/** The same of a function that executors have a kernel for, by the same name. */
export function unaryKernelOperation(name: MapOperation, loop: UnaryLoop): UnaryKernelOperation {
  const caller = `ndarray.${name}`;
  function operation<O extends Strided>(x: Operand, options: Output<O> & ElementwiseOptions<'map'>): O;
  function operation<A extends Operand>(x: A, options?: ElementwiseOptions<'map'>): NdArray<ResultData<A>>;
  function operation(
    input: Operand,
    options: Partial<Output<Strided>> & ElementwiseOptions<'map'> = {},
  ): Strided {
    const { executor, out } = options;
    const { operands, result } = elementwise([input], ['x'], caller, resultDtype(input), out);
    if (executor === undefined) runUnary(loop, operands[0], result);
    else mapOnExecutor(executor, name, operands[0], result, caller);
    return result;
  }
  return operation;
}

function runUnary(loop: UnaryLoop, x: Strided, y: Strided): void {
  forEachRun(y.shape, [x, y], (n, at, step) => loop(n, x.data, at[0], step[0], y.data, at[1], step[1]));
}

export function binaryOperation(name: string, loop: BinaryLoop): BinaryOperation {
  const caller = `ndarray.${name}`;
  function operation<A extends Operand, B extends Operand>(a: A, b: B): NdArray<ResultData<A | B>>;
  function operation<O extends Strided>(a: Operand, b: Operand, output: Output<O>): O;
  function operation(a: Operand, b: Operand, output?: Output<Strided>): Strided {
    return runBinary(caller, loop, a, b, resultDtype(a, b), output?.out);
  }
  return operation;
}

/** xʸ, which executors have a kernel for. */
export function powerOperation(loop: BinaryLoop): BinaryKernelOperation {
  const caller = 'ndarray.power';
  type Options = ElementwiseOptions<'power'>;
  function operation<O extends Strided>(a: Operand, b: Operand, options: Output<O> & Options): O;
  function operation<A extends Operand, B extends Operand>(
    a: A,
    b: B,
    options?: Options,
  ): NdArray<ResultData<A | B>>;
  function operation(a: Operand, b: Operand, options: Partial<Output<Strided>> & Options = {}): Strided {
    const { executor, out } = options;
    if (executor === undefined) return runBinary(caller, loop, a, b, resultDtype(a, b), out);
    const { operands, result } = elementwise([a, b], ['a', 'b'], caller, resultDtype(a, b), out);
    powerOnExecutor(executor, operands[0], operands[1], result, caller);
    return result;
  }
  return operation;
}

export function comparison(name: string, loop: BinaryLoop): Comparison {
  const caller = `ndarray.${name}`;
  function operation(a: Operand, b: Operand): NdArray<Uint8Array>;
  function operation<O extends Strided>(a: Operand, b: Operand, output: Output<O>): O;
  function operation(a: Operand, b: Operand, output?: Output<Strided>): Strided {
    return runBinary(caller, loop, a, b, 'uint8', output?.out);
  }
  return operation;
}

export function predicate(name: string, loop: UnaryLoop): Predicate {
  const caller = `ndarray.${name}`;
  function operation(x: Operand): NdArray<Uint8Array>;
  function operation<O extends Strided>(x: Operand, output: Output<O>): O;
  function operation(input: Operand, output?: Output<Strided>): Strided {
    const { operands, result } = elementwise([input], ['x'], caller, 'uint8', output?.out);
    runUnary(loop, operands[0], result);
    return result;
  }
  return operation;
}

function runBinary(
  caller: string,
  loop: BinaryLoop,
  a: Operand,
  b: Operand,
  dtype: DType,
  out: Strided | undefined,
): Strided {
  const { operands, result } = elementwise([a, b], ['a', 'b'], caller, dtype, out);
  const [x, y] = operands as [Strided, Strided];
  forEachRun(result.shape, [x, y, result], (n, at, step) =>
    loop(n, x.data, at[0], step[0], y.data, at[1], step[1], result.data, at[2], step[2]),
  );
  return result;
}

export function runTernary(
  caller: string,
  names: readonly string[],
  loop: TernaryLoop,
  inputs: readonly Operand[],
  dtype: DType,
  out: Strided | undefined,
): Strided {
  const { operands, result } = elementwise(inputs, names, caller, dtype, out);
  const [w, x, y] = operands as [Strided, Strided, Strided];
  const z = result.data;
  forEachRun(result.shape, [w, x, y, result], (n, at, step) =>
    loop(n, w.data, at[0], step[0], x.data, at[1], step[1], y.data, at[2], step[2], z, at[3], step[3]),
  );
  return result;
}
