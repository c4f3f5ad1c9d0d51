import { type ArrayInput, fromData, type Operand as PlainOperand } from '@monge/ndarray';
import { denseOf } from '../../core/dense.js';
import { type Operand, readOperand } from '../../core/operand.js';
import { plainOf, Traced } from '../../core/traced.js';

/** An operand as the functions of `@monge/ndarray` take it: what a traced value stands for, for functions without a derivative. */
export function untraced(operand: ArrayInput | Traced, name: string, caller: string): ArrayInput;
export function untraced(operand: Operand, name: string, caller: string): PlainOperand;
export function untraced(operand: Operand, name: string, caller: string): PlainOperand {
  if (!(operand instanceof Traced)) return operand;
  const { data, shape } = denseOf(plainOf(readOperand(operand, name, caller)));
  return fromData(data, shape);
}
