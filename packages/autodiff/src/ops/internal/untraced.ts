import { type ArrayInput, fromData, type Operand as PlainOperand } from '@monge/ndarray';
import { denseOf } from '../../core/dense.js';
import { current, type Operand } from '../../core/operand.js';
import { plainOf, Traced } from '../../core/traced.js';

/** An operand as the functions of `@monge/ndarray` take it: what a traced value stands for, for functions without a derivative. */
export function untraced(operand: ArrayInput | Traced, caller: string): ArrayInput;
export function untraced(operand: Operand, caller: string): PlainOperand;
export function untraced(operand: Operand, caller: string): PlainOperand {
  if (!(operand instanceof Traced)) return operand;
  const { data, shape } = denseOf(plainOf(current(operand, caller)));
  return fromData(data, shape);
}
