import { type ComputeExecutor, executing } from '../core/evaluation.js';

/**
 * The same function, whose large arrays are computed on an executor: matrix products, and element by element what its `map` knows. Small arrays
 * stay in plain loops. It holds for what the function does before it returns, so that it goes around the transformation, not inside:
 * `onExecutor(grad(loss), executor)` has both passes on the executor, `grad(onExecutor(loss, executor))` the first one only.
 *
 * Results agree with those without an executor to rounding (its functions are within 2 units in the last place), and do not depend on the number of its threads.
 *
 * @example
 * ```ts
 * import { grad, matmul, onExecutor, sum, tanh, type Tensor } from '@monge/autodiff';
 * import { createWasm } from '@monge/ndarray/executors';
 *
 * const slope = onExecutor(grad((w: Tensor) => sum(tanh(matmul([[1, 2], [3, 4]], w)))), createWasm());
 * slope([[0.1], [-0.1]]); // → [[3.960], [5.940]]
 * ```
 */
export function onExecutor<F extends (...args: never[]) => unknown>(f: F, executor: ComputeExecutor): F {
  return ((...args: Parameters<F>) => executing(executor, () => f(...args))) as F;
}
