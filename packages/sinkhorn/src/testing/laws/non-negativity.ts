import type { TransportLaw } from './law.js';

export const nonNegativity: TransportLaw = {
  name: 'the entries of the plan are finite and not negative',
  check(solver, input) {
    const { plan } = solver(input);
    const { rows, columns } = input;
    if (plan.length !== rows * columns) {
      throw new Error(`expected a plan of ${rows} × ${columns} entries, got ${plan.length}`);
    }
    const at = plan.findIndex((mass) => !(mass >= 0 && mass < Infinity));
    if (at < 0) return;
    const index = `[${Math.floor(at / columns)}, ${at % columns}]`;
    throw new Error(`expected the entries of the plan in [0, ∞), got ${plan[at]} at ${index}`);
  },
};
