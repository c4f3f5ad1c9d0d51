import fc from 'fast-check';
import type { FloatDType } from '../../dtype.js';
import type { AnyExecutor, ExecutorLaw } from './executor-law.js';
import { isAsync } from './subject.js';

/** What a law is, apart from its name. */
interface Definition<Input> {
  readonly exemption?: (executor: AnyExecutor) => string | undefined;
  /** What to draw inputs from. They are printed in a counterexample: to be short, a description is better than arrays. */
  readonly inputs: (executor: AnyExecutor) => fc.Arbitrary<Input>;
  /** Rejects for an input that breaks the law. */
  readonly holds: (executor: AnyExecutor, input: Input) => Promise<void>;
}

export function defineLaw<Input>(name: string, definition: Definition<Input>): ExecutorLaw {
  const { exemption = () => undefined, inputs, holds } = definition;
  return {
    name,
    exemption,
    async check(executor, { runs = 50 } = {}) {
      const property = fc.asyncProperty(inputs(executor), (input) => holds(executor, input));
      await fc.assert(property, { numRuns: runs });
    },
  };
}

/** The exemption of executors that compute in float32 only from laws of float64. */
export function unlessComputedIn(dtype: FloatDType): (executor: AnyExecutor) => string | undefined {
  return (executor) =>
    isAsync(executor) && executor.dtype !== dtype
      ? `${executor.name} computes in ${executor.dtype}`
      : undefined;
}

/** The exemption of executors that finish later from laws of kernels which they do not have. */
export function unlessAsync(kernel: string): (executor: AnyExecutor) => string | undefined {
  return (executor) => (isAsync(executor) ? `${executor.name} has no ${kernel}` : undefined);
}
