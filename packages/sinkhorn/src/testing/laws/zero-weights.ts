import { expectAtMost } from '../internal/expect-at-most.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import { range } from '../internal/range.js';
import type { TransportLaw } from './law.js';

export const zeroWeights: TransportLaw = {
  name: 'a target without mass receives nothing and changes nothing, however near',
  check(solver, input, tolerance) {
    const { costs, rows, columns, b, epsilon } = input;
    // So near that its potential leaves the range of exp.
    const attractive = Math.min(...costs) - 1000 * (range(costs) + epsilon);
    const wider = new Float64Array(rows * (columns + 1)).fill(attractive);
    for (let i = 0; i < rows; i++) {
      wider.set(costs.subarray(i * columns, (i + 1) * columns), i * (columns + 1));
    }
    const { plan } = solver({ ...input, costs: wider, columns: columns + 1, b: Float64Array.of(...b, 0) });
    const received = plan.filter((_, at) => at % (columns + 1) === columns);
    expectAtMost(Math.max(...received), 0, 'the mass that goes where there is room for none');
    const others = plan.filter((_, at) => at % (columns + 1) !== columns);
    const distance = misplacedMass(others, solver(input).plan);
    expectAtMost(distance, tolerance, 'the mass that goes elsewhere because of a target without mass');
  },
};
