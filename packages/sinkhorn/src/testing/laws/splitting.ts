import { expectAtMost } from '../internal/expect-at-most.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportLaw } from './law.js';

export const splitting: TransportLaw = {
  name: 'a source split in two at the same place moves as before',
  check(solver, input, tolerance) {
    const { costs, rows, columns, a } = input;
    // The heaviest source, a quarter of which becomes a source of its own, behind the others.
    const heaviest = a.indexOf(Math.max(...a));
    const split = Float64Array.of(...a, a[heaviest] / 4);
    split[heaviest] *= 3 / 4;
    const { plan } = solver({
      ...input,
      costs: Float64Array.of(...costs, ...costs.subarray(heaviest * columns, (heaviest + 1) * columns)),
      rows: rows + 1,
      a: split,
    });
    const merged = plan.slice(0, rows * columns);
    for (let j = 0; j < columns; j++) merged[heaviest * columns + j] += plan[rows * columns + j];
    const distance = misplacedMass(merged, solver(input).plan);
    expectAtMost(distance, tolerance, 'the mass that a split source puts elsewhere');
  },
};
