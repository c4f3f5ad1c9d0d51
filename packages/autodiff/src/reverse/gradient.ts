import { DTypeError, ShapeError } from '@monge/ndarray';
import { shapeOf } from '../core/dense.js';
import { evaluation } from '../core/evaluation.js';
import { keptLike } from '../core/keep.js';
import { readOperand, type Tensor } from '../core/operand.js';
import { readTree } from '../core/read-tree.js';
import { plainOf, Traced, type Value } from '../core/traced.js';
import { isRecord } from '../core/tree.js';
import { filledLike, zerosLike } from '../core/zeros-like.js';
import { record } from './record.js';
import type { Tape } from './tape.js';

/** The value of a scalar function, its gradient with respect to the first argument, and what it returned beside the value. */
export interface Gradient {
  readonly value: Tensor | number;
  readonly derivative: unknown;
  readonly aux: unknown;
}

export function gradient(
  f: (...args: never[]) => unknown,
  [params, ...rest]: readonly unknown[],
  hasAux: boolean,
  name: string,
): Gradient {
  const caller = `autodiff.${name}`;
  return evaluation(() => {
    const given = readTree(params, 'params', caller);
    const { tape, leaves, result } = record(name, given.values, (followed) => {
      const returned = f(...([given.rebuild(followed), ...rest] as never[]));
      const [scalar, aux] = hasAux ? withAux(returned, caller) : [returned, undefined];
      const value = readOperand(scalar as number, 'the result of the function', caller);
      checkScalar(value, caller);
      return { value, aux };
    });
    const value = tape.inner(result.value);
    const seed = typeof plainOf(value) === 'number' ? 1 : filledLike(value, 1);
    const cotangents = tape.pull([result.value], [seed], leaves);
    return {
      value: keptLike(value, 0),
      derivative: given.rebuild(
        cotangents.map((cotangent, k) => keptLike(cotangent ?? zerosLike(given.values[k]), given.leaves[k])),
      ),
      aux: released(result.aux, tape),
    };
  });
}

function withAux(returned: unknown, caller: string): readonly [scalar: unknown, aux: unknown] {
  if (Array.isArray(returned) && returned.length === 2) return [returned[0], returned[1]];
  throw new DTypeError(
    `${caller}: expected the function to return [value, aux] (hasAux is set), got something else`,
  );
}

function checkScalar(value: Value, caller: string): void {
  const shape = shapeOf(plainOf(value));
  if (shape.length === 0) return;
  throw new ShapeError(
    `${caller}: expected the function to return a number (an array of shape []), got ${value instanceof Traced ? value.toString() : `shape [${shape.join(', ')}]`}; sum it, or use vjp or jacobian`,
  );
}

/** The same tree with what a tape follows in memory of its own; all else, of whatever kind, is handed on. */
function released(tree: unknown, tape: Tape): unknown {
  if (tree instanceof Traced) return keptLike(tape.inner(tree), tree);
  if (Array.isArray(tree)) return tree.map((part: unknown) => released(part, tape));
  if (!isRecord(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, released(part, tape)]));
}
