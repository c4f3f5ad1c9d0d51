import type { FloatData, FloatDType, KernelMemory, ZipOperation } from '@monge/ndarray';
import { addressOf, WORTH_KERNEL } from '../../core/address.js';
import { type Dense, denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentExecutor, currentMemory } from '../../core/evaluation.js';
import type { Memory } from '../../core/memory.js';
import { isPlain } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { scaled, scaleValues } from './scale.js';

/** y ← f(x) for all elements. */
export type UnaryLoop = (x: FloatData, y: FloatData) => void;

/** out ← t · f′(x) for all elements, y = f(x), by the rule of `scaled`. */
export type SlopeLoop = (t: FloatData, x: FloatData, y: FloatData, out: FloatData) => void;

/** What executors call the function of a loop: one of the names of `Executor.map`. */
type MapOperation = Parameters<NonNullable<ReturnType<typeof currentExecutor>>['map']>[0];

/** From this many elements on, a call of a kernel costs less than it spares. */
const WORTH_EXECUTOR = 64;

/** From this many elements on, an executor may have threads for it. */
const WORTH_THREADS = 2 ** 14;

/** A function of one number, element by element. */
export interface Unary {
  readonly name: string;
  readonly loop: UnaryLoop;
  /** f′(x), in operations, given x and y = f(x). */
  readonly slope: (x: Value, y: Value) => Value;
  /** The same in one loop, for where no further derivative is asked for. */
  readonly slopeLoop: SlopeLoop;
  /** The function as executors have it. */
  readonly operation?: MapOperation;
  /** The slope as executors have it, if it is one of their functions or the opposite of one. */
  readonly slopeOnExecutor?: readonly [operation: MapOperation, sign: 1 | -1];
  /** What kernels without copying have: t · f′(x) from t and x or y, or f′(x) from x and y. */
  readonly slopeOnKernels?: readonly [operation: ZipOperation, of: 'tx' | 'ty' | 'xy'];
}

export function unaryPrimitive(unary: Unary): Primitive {
  const { name, loop, slope, slopeLoop, operation, slopeOnExecutor, slopeOnKernels } = unary;
  /** t · f′(x): the derivative is diagonal, so that this is both rules. */
  function along(t: Value, x: Value, y: Value): Value {
    if (!isPlain(t) || !isPlain(x) || !isPlain(y)) return scaleValues(t, slope(x, y));
    const [of, at, from] = [denseOf(t), denseOf(x), denseOf(y)];
    const memory = currentMemory();
    const dtype = dtypeOfDense(from);
    const data = memory.allocate(dtype, from.data.length);
    const result: Dense = { data, shape: from.shape, at: memory.address };
    if (slopeOnKernels !== undefined && zippedSlope(slopeOnKernels, of, at, from, result, dtype, memory))
      return result;
    const executor = executorFor(data);
    if (executor !== undefined && slopeOnExecutor !== undefined) {
      const [map, sign] = slopeOnExecutor;
      executor.map(map, at.data, data);
      for (let i = 0; i < data.length; i++) data[i] = scaled(of.data[i], sign * data[i]);
    } else slopeLoop(of.data, at.data, from.data, data);
    return result;
  }
  return {
    name,
    evaluate([x], _, memory) {
      const from = denseOf(x);
      const dtype = dtypeOfDense(from);
      const data = memory.allocate(dtype, from.data.length);
      const at = memory.address;
      if (operation === undefined || !mapped(operation, from, data, at, dtype, memory)) loop(from.data, data);
      return { data, shape: from.shape, at };
    },
    vjp: (cotangent, [x], y) => [along(cotangent, x, y)],
    jvp: ([t], [x], y) => along(t as Value, x, y),
  };
}

/** Computes f(x) on kernels, where there are some. */
function mapped(
  operation: MapOperation,
  from: Dense,
  data: FloatData,
  at: number,
  dtype: FloatDType,
  memory: Memory,
): boolean {
  const n = data.length;
  if (at >= 0 && n >= WORTH_KERNEL && n < WORTH_THREADS) {
    const x = addressOf(from, dtype, memory);
    if (x >= 0) {
      memory.kernels?.map(operation, dtype, n, x, at);
      return true;
    }
  }
  const executor = executorFor(data);
  executor?.map(operation, from.data, data);
  return executor !== undefined;
}

/** Computes t · f′(x) on kernels, where they can reach the arrays. */
function zippedSlope(
  [operation, of]: NonNullable<Unary['slopeOnKernels']>,
  t: Dense,
  x: Dense,
  y: Dense,
  { data, at }: Dense,
  dtype: FloatDType,
  memory: Memory,
): boolean {
  const n = data.length;
  if (at === undefined || at < 0 || n < WORTH_KERNEL) return false;
  const first = of === 'xy' ? addressOf(x, dtype, memory) : addressOf(t, dtype, memory);
  const second = of === 'tx' ? addressOf(x, dtype, memory) : addressOf(y, dtype, memory);
  if (first < 0 || second < 0) return false;
  const { zip } = memory.kernels as KernelMemory;
  if (of !== 'xy') {
    zip(operation, dtype, 1, n, first, 0, false, second, 0, false, at);
    return true;
  }
  const factor = addressOf(t, dtype, memory);
  if (factor < 0) return false;
  zip(operation, dtype, 1, n, first, 0, false, second, 0, false, at);
  zip('scale', dtype, 1, n, factor, 0, false, at, 0, false, at);
  return true;
}

function executorFor(data: FloatData): ReturnType<typeof currentExecutor> {
  return data.length < WORTH_EXECUTOR ? undefined : currentExecutor();
}
