import { fromData, type NdArray } from '@monge/ndarray';
import { foldIn, key, uniform } from '@monge/random';
import type { Tensor } from '../../core/operand.js';
import { plainly } from '../internal/plain-arrays.js';
import type { Code, Statement } from './code.js';
import { evaluation } from './evaluation.js';
import type { Choose, Expression, Rule } from './rule.js';
import { type Shape, sizeOf } from './shapes.js';

/** A program before it is written. Any rules and numbers make one, so that they shrink one by one. */
export interface Description {
  readonly shapes: readonly Shape[];
  /** Of the elements of the inputs. */
  readonly seed: number;
  readonly instructions: readonly (Instruction | undefined)[];
}

export interface Instruction {
  /** Which rule is to write the statement. */
  readonly rule: Rule;
  /** What there is to choose, in [0, CHOICES): the operands first, where 0 stands for the last value. */
  readonly choices: readonly number[];
}

export const CHOICES = 12;

/** Arrays of more elements are not made. */
const LARGEST_ARRAY = 48;

/** Larger values are scaled down. */
const LARGEST_VALUE = 4;

/** Follows the instructions, except those that nothing is suitable for, or that make too large an array. */
export function compose({ shapes, seed, instructions }: Description): Code {
  const inputs = shapes.map((shape, k) => elements(shape, foldIn(key(seed), k)));
  const values: Tensor[] = [...inputs];
  const statements: Statement[] = [];
  for (const instruction of instructions) {
    if (instruction === undefined) continue;
    const statement = written(instruction, candidatesOf(values, statements));
    if (statement === undefined) continue;
    const { operands, expression } = statement;
    const [x, y = x] = operands.map((k) => values[k]);
    const value = plainly(expression(evaluation, x, y), 'the program');
    if (sizeOf(value.shape) > LARGEST_ARRAY) continue;
    const kept = ofModerateSize(expression, value);
    statements.push({ operands, expression: kept });
    values.push(kept(evaluation, x, y));
  }
  return { inputs, statements };
}

/** In [−1.5, 1.5), of two decimals, so that they are short in print. */
function elements(shape: Shape, from: ReturnType<typeof key>): NdArray<Float64Array> {
  const { data } = uniform(from, [...shape], { low: -1.5, high: 1.5 });
  return fromData(
    data.map((value) => Math.round(100 * value) / 100 + 0),
    [...shape],
  );
}

/** A value that may be an operand. */
interface Candidate {
  readonly number: number;
  readonly shape: Shape;
}

/** The values from the last to the first, those that have not been used yet before the others: most are to come to the result. */
function candidatesOf(values: readonly Tensor[], statements: readonly Statement[]): readonly Candidate[] {
  const used = new Set(statements.flatMap(({ operands }) => operands));
  const candidates = values.map(({ shape }, number) => ({ number, shape })).reverse();
  return [
    ...candidates.filter(({ number }) => !used.has(number)),
    ...candidates.filter(({ number }) => used.has(number)),
  ];
}

function written(
  { rule: { takes = () => true, fits, write }, choices }: Instruction,
  candidates: readonly Candidate[],
): Statement | undefined {
  const [first, second, ...rest] = choices;
  const choose = chooser(rest);
  const x = oneOf(
    candidates.filter(({ shape }) => takes(shape)),
    (first / CHOICES) ** 3,
  );
  if (x === undefined) return undefined;
  if (fits === undefined) return { operands: [x.number], expression: write(choose, x.shape, x.shape) };
  const others = candidates.filter((each) => each !== x && fits(x.shape, each.shape));
  const y = oneOf(fits(x.shape, x.shape) ? [...others, x] : others, (second / CHOICES) ** 2);
  if (y === undefined) return undefined;
  return { operands: [x.number, y.number], expression: write(choose, x.shape, y.shape) };
}

/** The one that is so far down the list: 0 is its start, 1 its end. */
function oneOf<T>(list: readonly T[], place: number): T | undefined {
  return list[Math.floor(list.length * place)];
}

function chooser(choices: readonly number[]): Choose {
  let next = 0;
  return (n) => choices[next++ % choices.length] % n;
}

/** The expression, times a power of two if its value is large. */
function ofModerateSize(expression: Expression, { data }: { readonly data: ArrayLike<number> }): Expression {
  const largest = Math.max(...Array.from(data, Math.abs));
  if (!(largest > LARGEST_VALUE && largest < Infinity)) return expression;
  const scale = 2 ** -Math.ceil(Math.log2(largest / LARGEST_VALUE));
  return (o, x, y) => o.multiply(scale, expression(o, x, y));
}
