import { type NdArray, toNested } from '@monge/ndarray';
import type { Tensor } from '../../core/operand.js';
import type { Differentiable } from '../differentiable.js';
import type { Code } from './code.js';
import { evaluation } from './evaluation.js';
import { printing, show, type Text, text } from './printing.js';

/** A differentiable program, and arguments for it. It is smooth everywhere; at these arguments its values are of size 1 or so. */
export interface Program {
  /** The arguments, in float64. */
  readonly inputs: readonly NdArray<Float64Array>[];
  /** How many operations it has, not counting those that keep the others smooth and their values small. */
  readonly operations: number;
  /** The program: a function of one array for each input, of its shape and any element type. */
  readonly run: Differentiable;
  /** The program as TypeScript, with the inputs as comments. */
  toString(): string;
}

export function programOf(code: Code): Program {
  const { inputs, statements } = code;
  return {
    inputs,
    operations: statements.length,
    run(...args) {
      const values: Tensor[] = args.slice(0, inputs.length);
      for (const { operands, expression } of statements) {
        values.push(expression(evaluation, ...pair(operands.map((k) => values[k]))));
      }
      return values[values.length - 1];
    },
    toString: () => sourceOf(code),
  };
}

/** The operands of an expression, which takes two, needed or not. */
function pair<V>([x, y = x]: readonly V[]): readonly [V, V] {
  return [x, y];
}

function sourceOf({ inputs, statements }: Code): string {
  const values: Text[] = inputs.map((_, k) => nameOf(k));
  const lines = statements.map(({ operands, expression }) => {
    const { text: computed } = expression(printing, ...pair(operands.map((k) => values[k])));
    const name = nameOf(values.length);
    values.push(name);
    return `  const ${name.text} = ${computed};`;
  });
  const names = values.slice(0, inputs.length).map((name) => name.text);
  return [
    ...inputs.map((input, k) => `// ${names[k]} = ${show(toNested(input))}`),
    `(${names.join(', ')}) => {`,
    ...lines,
    `  return ${values[values.length - 1].text};`,
    '}',
  ].join('\n');
}

/** a, b … z, and v26, v27 … */
function nameOf(k: number): Text {
  return text('abcdefghijklmnopqrstuvwxyz'[k] ?? `v${k}`);
}
