import { kernelBytes } from '@monge/ndarray/executors';
import { describe, expect, it } from 'vitest';
import { withSharedMemory } from '../../src/pool/shared-module.js';

const head = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const types = [0x01, 0x04, 0x01, 0x60, 0x00, 0x00];
/** (import "a" "b" (memory …)) */
const memory = [0x01, 0x61, 0x01, 0x62, 0x02];
const functions = [0x03, 0x02, 0x01, 0x00];
const code = [0x0a, 0x04, 0x01, 0x02, 0x00, 0x0b];

describe('withSharedMemory', () => {
  it('changes the limits of the imported memory, and the length of the section', () => {
    // A least size of 300 pages takes two bytes, as does a largest one of 1000.
    const bytes = [...head, ...types, 0x02, 0x09, 0x01, ...memory, 0x00, 0xac, 0x02, ...functions, ...code];
    const shared = withSharedMemory(Uint8Array.from(bytes), 1000);
    const imports = [0x02, 0x0b, 0x01, ...memory, 0x03, 0xac, 0x02, 0xe8, 0x07];
    expect([...shared]).toEqual([...head, ...types, ...imports, ...functions, ...code]);
  });

  it('makes of the kernels a module that takes a shared memory, and no other', () => {
    const module = new WebAssembly.Module(withSharedMemory(kernelBytes(), 65536));
    const [shared, own] = [{ initial: 1, maximum: 2, shared: true }, { initial: 1 }].map(
      (limits) => new WebAssembly.Memory(limits),
    );
    expect(() => new WebAssembly.Instance(module, { env: { memory: shared } })).not.toThrow();
    expect(() => new WebAssembly.Instance(module, { env: { memory: own } })).toThrow(WebAssembly.LinkError);
    expect(WebAssembly.Module.exports(module)).toEqual(
      WebAssembly.Module.exports(new WebAssembly.Module(kernelBytes())),
    );
  });

  it('refuses a memory that is shared already', () => {
    const bytes = withSharedMemory(kernelBytes(), 65536);
    expect(() => withSharedMemory(bytes, 65536)).toThrow(
      'expected a module that imports one memory and nothing else, and does not share it',
    );
  });
});
