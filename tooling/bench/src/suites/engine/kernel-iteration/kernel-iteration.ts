import { uniform } from '@monge/random';
import type { HalfStep } from '../../sinkhorn/half-step/half-step.js';

/**
 * One iteration of Sinkhorn in kernel form, short of the last quotient: r = K v, w = Kᵀ (a / r), with
 * K_ij = exp(−|x_i − y_j|²/ε).
 */
export interface KernelIteration extends HalfStep {
  /** Source masses, [n]. */
  readonly a: Float64Array;
  /** The target's scaling, [n]. */
  readonly v: Float64Array;
}

/** On the point clouds of the half-step. */
export function makeKernelIteration(halfStep: HalfStep): KernelIteration {
  return {
    ...halfStep,
    a: halfStep.b.toReversed(),
    v: uniform(30, halfStep.n, { low: 0.5, high: 1.5 }).data,
  };
}
