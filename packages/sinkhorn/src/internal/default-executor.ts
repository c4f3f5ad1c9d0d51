import type { Executor } from '@monge/ndarray';
import { createCpu } from '@monge/ndarray/executors';

let shared: Executor | undefined;

/** The executor of callers that give none: made when first needed, and kept for its scratch memory; it holds no results. */
export function defaultExecutor(): Executor {
  shared ??= createCpu();
  return shared;
}
