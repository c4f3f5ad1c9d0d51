import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { type Contender, timed } from './contender.js';

/** Contenders that do only one part of a kernel's work, on one thread: no kernel with that part can be faster. */
export interface MachineLimits {
  /** So many multiplications and additions in registers, in equal parts; without the fused ones, which WebAssembly's SIMD does not have. */
  arithmetic(dtype: 'float32' | 'float64', operations: number): Contender;
  /** Reading so many bytes. */
  reading(bytes: number): Contender;
  /** Reading so many bytes, and writing as many. */
  copying(bytes: number): Contender;
}

/** The exports of `assembly/limits.ts`. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  multiplyAddF32(rounds: number, factor: number, term: number): number;
  multiplyAddF64(rounds: number, factor: number, term: number): number;
  read(at: number, bytes: number): bigint;
}

const PAGE = 65536;
/** A call of about a millisecond: V8 replaces a function's first code by better only when it is called anew. */
const ROUNDS = 1e5;

/** Compiles the kernels, which takes a second. */
export async function loadMachineLimits(): Promise<MachineLimits> {
  const module = new WebAssembly.Module(await compile());
  const load = () => new WebAssembly.Instance(module).exports as WebAssembly.Exports & Kernels;
  return {
    arithmetic(dtype, operations) {
      const { multiplyAddF32, multiplyAddF64 } = load();
      const [kernel, perRound] = dtype === 'float32' ? [multiplyAddF32, 96] : [multiplyAddF64, 48];
      return timed(() => {
        for (let left = operations / perRound; left >= 1; left -= ROUNDS) {
          // Tends to 1: neither overflow nor subnormal numbers, which would be slow.
          kernel(Math.min(left, ROUNDS), 0.5, 0.5);
        }
      });
    },
    reading(bytes) {
      const { memory, read } = load();
      memory.grow(Math.ceil(bytes / PAGE));
      new Uint8Array(memory.buffer).fill(1);
      return timed(() => read(0, Math.floor(bytes / 64) * 64));
    },
    copying(bytes) {
      const from = new Uint8Array(bytes).fill(1);
      const to = new Uint8Array(bytes);
      return timed(() => to.set(from));
    },
  };
}

async function compile(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = fileURLToPath(new URL('../assembly', import.meta.url));
  const options = ['--runtime', 'stub', '--enable', 'simd', '-O3'];
  let bytes = new Uint8Array();
  const { error } = await asc.main(
    ['limits.ts', '--baseDir', folder, '--outFile', 'limits.wasm', ...options],
    {
      writeFile(_name, contents) {
        if (typeof contents !== 'string') bytes = Uint8Array.from(contents);
      },
    },
  );
  if (error) throw new Error('assembly/limits.ts does not compile', { cause: error });
  return bytes;
}
