import type { NdArray } from '@monge/ndarray';
import type { Expression } from './rule.js';

/** A value of a program, computed from earlier ones; their numbers count the inputs first. */
export interface Statement {
  readonly operands: readonly number[];
  readonly expression: Expression;
}

/** Inputs, and statements that come to the result, which is the last value. */
export interface Code {
  readonly inputs: readonly NdArray<Float64Array>[];
  readonly statements: readonly Statement[];
}

/** The same code without what the last value does not depend on, inputs too. */
export function withoutUnused({ inputs, statements }: Code): Code {
  const count = inputs.length;
  const needed = new Set([count + statements.length - 1]);
  for (let k = statements.length - 1; k >= 0; k--) {
    if (needed.has(count + k)) for (const operand of statements[k].operands) needed.add(operand);
  }
  const kept = [...needed].sort((a, b) => a - b);
  const number = new Map(kept.map((old, now) => [old, now]));
  return {
    inputs: inputs.filter((_, k) => needed.has(k)),
    statements: statements
      .filter((_, k) => needed.has(count + k))
      .map(({ operands, expression }) => ({
        operands: operands.map((old) => number.get(old) ?? 0),
        expression,
      })),
  };
}
