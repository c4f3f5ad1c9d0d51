import type { Potentials } from '../../internal/iteration.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Slot } from './slot.js';

/** Fills the kernel of a slot with exp((f_i + g_j − C_ij)/ε): the plan over a ⊗ b. */
export function loadPlan({ epsilon }: LinearProblem, { f, g }: Potentials, slot: Slot): void {
  const { kernels, rows, paddedColumns, costs, kernel, alpha, beta } = slot;
  alpha.values.set(f);
  beta.values.set(g);
  kernels.fill(rows, paddedColumns, costs.at, alpha.at, beta.at, Math.LOG2E / epsilon, kernel.at);
}
