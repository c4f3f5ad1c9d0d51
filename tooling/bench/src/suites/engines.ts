import type { Executor } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';

/** Our engines, on one thread and on two. */
export interface Engines {
  readonly one: Executor;
  readonly two: Executor;
  close(): void;
}

/** @throws if there are no two threads: what is measured as two would be one */
export async function openEngines(): Promise<Engines> {
  const pool = await createPool({ threads: 2 });
  if (pool.fallbackReason !== undefined) throw new Error(pool.fallbackReason);
  return { one: createWasm(), two: pool, close: () => pool.release() };
}
