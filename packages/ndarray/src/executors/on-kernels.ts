import { wasmPairwise } from '../pairwise/wasm.js';
import type { Crew } from '../wasm/crew.js';
import { wasmDraws } from '../wasm/draws.js';
import { gemm } from '../wasm/gemm.js';
import { wasmMap, wasmPower } from '../wasm/map.js';
import { reserve } from '../wasm/reserve.js';
import { createWorkspaces } from '../wasm/workspace.js';
import type { Executor } from './executor.js';

/** The executor on the WebAssembly kernels, run by one thread or by many. */
export function onKernels(crew: Crew): Executor {
  const workspaces = createWorkspaces(crew);
  return {
    name: 'wasm',
    threads: crew.threads,
    pairwise: (costs, dtype) => wasmPairwise(workspaces, costs, dtype),
    gemm: (a, b, out) => gemm(workspaces, a, b, out),
    map: (operation, x, out) => wasmMap(workspaces, operation, x, out),
    power: (x, y, out) => wasmPower(workspaces, x, y, out),
    draws: wasmDraws(workspaces),
    reserve: (bytes) => reserve(workspaces, bytes),
  };
}
