import fc from 'fast-check';
import type { Differentiable } from '../differentiable.js';
import { withoutUnused } from './code.js';
import { CHOICES, compose, type Description } from './compose.js';
import { type Program, programOf } from './program.js';
import type { Rule } from './rule.js';
import { elementwise, pairwise } from './rules/elementwise.js';
import { products } from './rules/products.js';
import { rearrangements } from './rules/rearrangements.js';
import { reductions, scans } from './rules/reductions.js';
import { given, transformations } from './rules/transformations.js';

/** Constraints of {@link programs}. */
export interface ProgramsConstraints {
  /** The most inputs. Default 3. */
  readonly maxInputs?: number;
  /** The most axes of an input. Default 3. */
  readonly maxRank?: number;
  /** The longest axis of an input. Default 3. */
  readonly maxLength?: number;
  /** The most operations. Default 12. */
  readonly maxOperations?: number;
  /** Whether there are transformations inside the programs: stopGradient, checkpoint, jvp, grad, scan. Default true. */
  readonly transformations?: boolean;
  /**
   * Functions of your own, by name: of one array of any shape, smooth everywhere, and written in the operations of this package. About one
   * operation in four is one of these. Default: none.
   */
  readonly functions?: Readonly<Record<string, Differentiable>>;
}

/**
 * An arbitrary of differentiable programs over the operations of this package, with arguments: values are used several times, broadcast, reduced,
 * moved about and multiplied as matrices, there are constants, and transformations inside. They are smooth everywhere, as operations with kinks or
 * poles get their operands from elsewhere: `log(add(1.5, tanh(x)))`; values that become large are scaled down. They print as TypeScript, and shrink to
 * few operations on small arrays.
 *
 * The law to test with it: whatever a program computes, all ways to differentiate it agree.
 *
 * @example
 * import { checkDerivatives, programs } from '@monge/autodiff/testing';
 * import fc from 'fast-check';
 *
 * fc.assert(
 *   fc.property(programs(), ({ run, inputs }) => checkDerivatives(run, inputs, { order: 1 })),
 *   { numRuns: 10 },
 * );
 */
export function programs(constraints: ProgramsConstraints = {}): fc.Arbitrary<Program> {
  const { maxInputs = 3, maxRank = 3, maxLength = 3, maxOperations = 12 } = constraints;
  const length = fc.integer({ min: 1, max: maxLength });
  const shape = fc.array(length, { maxLength: maxRank, size: 'max' });
  const families = familiesOf(constraints);
  const rule = fc.oneof(
    { withCrossShrink: true },
    ...families.map(([weight, rules]) => ({ weight, arbitrary: fc.constantFrom(...rules) })),
  );
  const choices = fc.array(fc.nat(CHOICES - 1), { minLength: 6, maxLength: 6 });
  // Arrays shrink from their start only; elsewhere an instruction shrinks to none.
  const instruction = fc.option(fc.record({ rule, choices }), { nil: undefined, freq: 50 });
  const description: fc.Arbitrary<Description> = fc.record({
    shapes: fc.array(shape, { minLength: 1, maxLength: maxInputs, size: 'max' }),
    seed: fc.nat(999),
    instructions: fc.array(instruction, {
      minLength: 1,
      maxLength: maxOperations,
      size: 'max',
    }),
  });
  // Without the bias to few and extreme numbers, which here are short programs of one operand.
  return fc.noBias(description).map((drawn) => programOf(withoutUnused(compose(drawn))));
}

/** The rules, by what they do, and how often there is to be one of a family. */
function familiesOf({ transformations: inside = true, functions = {} }: ProgramsConstraints) {
  const own = Object.entries(functions).map(([name, f]) => given(name, f));
  const families: readonly (readonly [weight: number, rules: readonly Rule[]])[] = [
    [4, elementwise()],
    [3, pairwise()],
    [6, own],
    [2, reductions()],
    [1, scans()],
    [3, rearrangements()],
    [2, products()],
    [1, inside ? transformations() : []],
  ];
  return families.filter(([, rules]) => rules.length > 0);
}
