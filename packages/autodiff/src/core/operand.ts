import {
  contiguous,
  DTypeError,
  type FloatData,
  fromData,
  type NdArray,
  type Operand as PlainOperand,
  type ResultData,
  resultDtype,
} from '@monge/ndarray';
import { innermostTrace } from './bind.js';
import type { Plain } from './dense.js';
import { onHeap } from './evaluation.js';
import { keptArray, outliving } from './keep.js';
import { outOfPlace } from './out-of-place.js';
import { Traced, type Value } from './traced.js';

/** An array that may be followed by a transformation. */
export type Tensor = NdArray<FloatData> | Traced;

/** What operations take: a number, an array in any of the forms of `@monge/ndarray`, or a traced value. */
export type Operand = PlainOperand | Traced;

/** What an operation returns for operands of these types: a traced value if one of them is one, an array otherwise. */
export type Result<A extends Operand> = [A] extends [PlainOperand]
  ? NdArray<ResultData<A>>
  : Traced extends A
    ? Tensor
    : Traced;

/** An operand as primitives take it. Nothing is copied if it is packed. */
export function readOperand(operand: Operand, name: string, caller: string): Value {
  if (typeof operand === 'number') return operand;
  if (operand instanceof Traced) return current(operand, caller);
  if (Array.isArray(operand) && operand.some((part) => part instanceof Traced)) {
    throw new DTypeError(
      `${caller}: expected ${name} to be one array, got a list with traced values in it; use stack to make one of them`,
    );
  }
  return contiguous(operand, resultDtype(operand), { name, caller });
}

/** A traced value, or what stands in for it. What has leaked is refused here, for those who look at nothing but the elements. */
export function current(operand: Traced, caller: string): Traced {
  let value = operand;
  while (value.trace.standIn !== undefined) value = value.trace.standIn(value);
  if (value.trace.state === 'closed') throw outOfPlace(caller, value);
  return value;
}

/** A result as callers get it. */
export function published(value: Value): Tensor {
  if (value instanceof Traced) return outliving(value);
  return typeof value === 'number' ? fromData(Float64Array.of(value), []) : fromData(value.data, value.shape);
}

/** What messages say of an operation of another package. */
export interface Signature {
  /** As `autodiff.` and the name by default. */
  readonly caller: string;
  /** Of the operands. */
  readonly operands: readonly string[];
}

/** Reads the operands, computes, and hands the result out. */
export function operate<A extends Operand>(
  name: string,
  compute: (...values: Value[]) => Value,
  operands: readonly A[],
  signature?: Signature,
): Result<A> {
  const values: Value[] = [];
  for (let k = 0; k < operands.length; k++) values.push(readOperandOf(operands, k, name, signature));
  if (innermostTrace(values, name) === undefined)
    return published(onHeap(() => applied(compute, values))) as Result<A>;
  // What depends on nothing that is followed may lie in the arena.
  return keptArray(applied(compute, values)) as Result<A>;
}

/** In programs of small arrays this counts: what is for messages only is put together when there is something to read. */
function readOperandOf(
  operands: readonly Operand[],
  k: number,
  name: string,
  signature: Signature | undefined,
): Value {
  const operand = operands[k];
  if (operand instanceof Traced && operand.trace.standIn === undefined && operand.trace.state === 'open') {
    return operand;
  }
  const names = signature?.operands ?? (operands.length === 1 ? ONE : SEVERAL);
  return readOperand(operand, names[k], signature?.caller ?? `autodiff.${name}`);
}

/** Without a spread for one and two, which most operations take. */
function applied(compute: (...values: Value[]) => Value, values: readonly Value[]): Value {
  if (values.length === 1) return compute(values[0]);
  return values.length === 2 ? compute(values[0], values[1]) : compute(...values);
}

const ONE = ['x'] as const;
const SEVERAL = ['a', 'b', 'c'] as const;

export function isPlain(value: Value): value is Plain {
  return !(value instanceof Traced);
}
