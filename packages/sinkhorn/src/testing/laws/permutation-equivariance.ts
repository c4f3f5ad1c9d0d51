import { expectAtMost } from '../internal/expect-at-most.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportLaw } from './law.js';

export const permutationEquivariance: TransportLaw = {
  name: 'sources and targets in another order have the plan in that order',
  check(solver, input, tolerance) {
    const { rows, columns, a, b } = input;
    // Sources backwards, targets one further.
    const source = (i: number) => rows - 1 - i;
    const target = (j: number) => (j + 1) % columns;
    const reordered = (matrix: Float64Array) =>
      matrix.map((_, at) => matrix[source(Math.floor(at / columns)) * columns + target(at % columns)]);
    const { plan } = solver({
      ...input,
      costs: reordered(input.costs),
      a: a.map((_, i) => a[source(i)]),
      b: b.map((_, j) => b[target(j)]),
    });
    const distance = misplacedMass(plan, reordered(solver(input).plan));
    expectAtMost(distance, tolerance, 'the mass that another order puts elsewhere');
  },
};
