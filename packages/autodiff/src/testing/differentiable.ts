import type { Tensor } from '../core/operand.js';

/** A function of arrays, one argument each, with an array as its result. */
export type Differentiable = (...args: Tensor[]) => Tensor;
