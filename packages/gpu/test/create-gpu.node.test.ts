import { createGpu } from '@monge/gpu';
import { UnsupportedError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';

describe('createGpu, where there is no graphics processor', () => {
  it.each([
    [
      'webgpu',
      /got none by webgpu \(WebGPU is not supported on this platform.*\); use a browser that has one/,
    ],
    ['webgl2', /got none by webgl2 \(WebGL2 is not supported on this platform\); use a browser that has one/],
    [
      'auto',
      /got none by webgpu \(.*\), webgl2 \(.*\); use a browser that has one, or an executor of @monge\/ndarray/,
    ],
  ] as const)('%s says what was tried, and does not run on the processor', async (mode, message) => {
    const opening = createGpu({ mode });
    await expect(opening).rejects.toThrow(UnsupportedError);
    await expect(opening).rejects.toThrow(message);
  });

  it('leaves no global behind', async () => {
    await createGpu().catch(() => undefined);
    expect('GPU' in globalThis).toBe(false);
  });
});
