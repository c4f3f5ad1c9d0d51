import { describe, expect, it } from 'vitest';

describe('the environment that tests run in', () => {
  it('shares memory between threads', () => {
    expect(new SharedArrayBuffer(8).byteLength).toBe(8);
    expect(globalThis.crossOriginIsolated ?? true).toBe(true);
  });
});
