import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../assembly/encode.mjs';
import { decodeBytes } from '../../src/wasm/decode-bytes.js';

describe('decodeBytes', () => {
  it('gives back the bytes that were encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(decodeBytes(encode(bytes))).toEqual(bytes);
      }),
    );
  });

  it('gives back all 256 values, whichever are frequent', () => {
    for (const often of [0, 77, 255]) {
      const bytes = Uint8Array.from({ length: 5000 }, (_, i) =>
        i % 7 === 0 ? (i * 31) % 256 : often + (i % 90),
      );
      expect(decodeBytes(encode(bytes))).toEqual(bytes);
    }
  });

  it('reads text that needs no escapes in a script', () => {
    const { frequent, text } = encode(Uint8Array.from({ length: 256 }, (_, i) => i));
    expect(frequent).toMatch(/^[0-9a-f]{64}$/);
    expect(text).toMatch(/^[ !#%&()*+,\-./0-9:;=>?@A-Z[\]^_a-z{|}~]+$/);
  });
});
