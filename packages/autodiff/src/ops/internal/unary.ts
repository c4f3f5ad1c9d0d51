import type { FloatData, ZipOperation } from '@monge/ndarray';
import { addressOf, WORTH_KERNEL } from '../../core/address.js';
import { type Dense, denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentExecutor, currentMemory } from '../../core/evaluation.js';
import type { Memory } from '../../core/memory.js';
import { isPlain } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { scaleValues } from './scale.js';
import { zipped } from './zipped.js';

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
  /** What kernels without copying have: t · f′(x) from t and x or y, or f′(x) from x and y. */
  readonly slopeOnKernels?: readonly [operation: ZipOperation, of: 'tx' | 'ty' | 'xy'];
}

export function unaryPrimitive(unary: Unary): Primitive {
  const { name, loop, slope, slopeLoop, operation, slopeOnKernels } = unary;
  /** t · f′(x): the derivative is diagonal, so that this is both rules. */
  function along(t: Value, x: Value, y: Value): Value {
    if (!isPlain(t) || !isPlain(x) || !isPlain(y)) return scaleValues(t, slope(x, y));
    const [of, at, from] = [denseOf(t), denseOf(x), denseOf(y)];
    const memory = currentMemory();
    const data = memory.allocate(dtypeOfDense(from), from.data.length);
    const result: Dense = { data, shape: from.shape, at: memory.address };
    if (slopeOnKernels !== undefined) {
      const [zip, operands] = slopeOnKernels;
      const first = operands === 'xy' ? at : of;
      const second = operands === 'tx' ? at : from;
      if (zipped(zip, first, second, result, memory)) {
        if (operands !== 'xy' || zipped('scale', of, result, result, memory)) return result;
      }
    }
    slopeLoop(of.data, at.data, from.data, data);
    return result;
  }
  return {
    name,
    evaluate([x], _, memory) {
      const from = denseOf(x);
      const data = memory.allocate(dtypeOfDense(from), from.data.length);
      const result: Dense = { data, shape: from.shape, at: memory.address };
      if (operation === undefined || !mapped(operation, from, result, memory)) loop(from.data, data);
      return result;
    },
    vjp: (cotangent, [x], y) => [along(cotangent, x, y)],
    jvp: ([t], [x], y) => along(t as Value, x, y),
  };
}

/** y ← f(x) on kernels; whether there are some. */
function mapped(operation: MapOperation, from: Dense, { data, at = -1 }: Dense, memory: Memory): boolean {
  const n = data.length;
  if (at >= 0 && n >= WORTH_KERNEL && n < WORTH_THREADS) {
    const dtype = dtypeOfDense(from);
    const x = addressOf(from, dtype, memory);
    if (x >= 0) {
      memory.kernels?.map(operation, dtype, n, x, at);
      return true;
    }
  }
  const executor = n < WORTH_EXECUTOR ? undefined : currentExecutor();
  executor?.map(operation, from.data, data);
  return executor !== undefined;
}
