import type { Operand as PlainOperand } from '@monge/ndarray';
import { fromData } from '@monge/ndarray';
import { type Operand, readOperand } from '../../core/operand.js';
import { plainOf, Traced } from '../../core/traced.js';

/** An operand as the functions of `@monge/ndarray` take it: what a traced value stands for, for functions without a derivative. */
export function untraced(operand: Operand, name: string, caller: string): PlainOperand {
  if (!(operand instanceof Traced)) return operand;
  const plain = plainOf(readOperand(operand, name, caller));
  return typeof plain === 'number' ? plain : fromData(plain.data, plain.shape);
}
