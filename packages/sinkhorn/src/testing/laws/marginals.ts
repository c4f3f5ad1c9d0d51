import { expectAtMost } from '../internal/expect-at-most.js';
import { marginalsOf } from '../internal/marginals-of.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportLaw } from './law.js';

export const marginals: TransportLaw = {
  name: 'the rows of the plan add up to a, its columns to b',
  check(solver, input, tolerance) {
    const { rows, columns, a, b } = input;
    const { rowSums, columnSums } = marginalsOf(solver(input).plan, rows, columns);
    expectAtMost(misplacedMass(rowSums, a), tolerance, 'the misplaced mass of the source marginal');
    expectAtMost(misplacedMass(columnSums, b), tolerance, 'the misplaced mass of the target marginal');
  },
};
