import { expectAtMost } from '../internal/expect-at-most.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportLaw } from './law.js';

export const transposition: TransportLaw = {
  name: 'the plan from b to a is the transpose of the plan from a to b',
  check(solver, input, tolerance) {
    const { costs, rows, columns, a, b, epsilon } = input;
    const back = solver({
      costs: transposed(costs, rows, columns),
      rows: columns,
      columns: rows,
      a: b,
      b: a,
      epsilon,
    });
    const distance = misplacedMass(transposed(back.plan, columns, rows), solver(input).plan);
    expectAtMost(distance, tolerance, 'the mass that the way back puts elsewhere');
  },
};

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]);
}
