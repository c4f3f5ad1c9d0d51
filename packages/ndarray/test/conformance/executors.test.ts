import type { Executor } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { executorLaws } from '@monge/ndarray/testing';
import { afterAll, describe, expect, it } from 'vitest';

/** An executor, or why there is none here. */
interface Row {
  readonly engine: string;
  readonly executor: Executor;
  readonly absence?: string | undefined;
}

const pool = await createPool({ threads: 3 });
afterAll(() => pool.release());

const rows: readonly Row[] = [
  { engine: 'plain JavaScript', executor: createJavaScript() },
  { engine: 'WASM', executor: createWasm() },
  { engine: 'WASM on three threads', executor: pool, absence: pool.fallbackReason },
];

describe.each(rows)('$engine', ({ executor, absence }) => {
  const cases = executorLaws.map(({ name, exemption, check }) => {
    const reason = absence ?? exemption(executor);
    return [reason === undefined ? name : `${name} (${reason})`, reason, check] as const;
  });

  it.for(cases)('%s', async ([, reason, check], { skip }) => {
    skip(reason !== undefined, reason);
    await expect(check(executor)).resolves.toBeUndefined();
  });
});
