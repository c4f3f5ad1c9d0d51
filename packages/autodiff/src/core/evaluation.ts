import type { Executor } from '@monge/ndarray';
import { Arena, heap, type Memory } from './memory.js';
import type { Trace } from './trace.js';

/** What of an executor computations use. */
export type ComputeExecutor = Pick<Executor, 'gemm' | 'map' | 'reserve'>;

/** What an evaluation begins with whose memory is never used again, in bytes. */
const SMALL = 4 * 1024;

/** The arena keeps no more than this between evaluations, in bytes. */
const KEPT = 256 * 1024 * 1024;

/** So much memory of kernels is reserved, in bytes: what steps of training take, and little enough for any machine. What does not fit lies elsewhere. */
const RESERVED = 96 * 1024 * 1024;

/** What is under way. Functions that are differentiated are synchronous, so that there is one of these, as there is one call stack. */
let memory: Memory = heap;
let idle: Arena | undefined;
/** The arenas in the memory of executors; undefined for those that had no room. */
const arenas = /* @__PURE__ */ new WeakMap<ComputeExecutor, Arena | undefined>();
/** Whether one of them is in use. Never two of them: an address does not say in which memory it is. */
let reserved = false;
let executor: ComputeExecutor | undefined;
const running: Trace[] = [];
/** How many of them were running when the scratch work began that is under way: 0 if none is. */
let outside = 0;

/** Where results of primitives are put now. */
export function currentMemory(): Memory {
  return memory;
}

/** What large arrays are computed on now; plain loops if undefined. */
export function currentExecutor(): ComputeExecutor | undefined {
  return executor;
}

/** Runs work whose large arrays are computed on an executor. */
export function executing<T>(on: ComputeExecutor, work: () => T): T {
  const before = executor;
  executor = on;
  try {
    return work();
  } finally {
    executor = before;
  }
}

/** The transformations whose functions run at the moment, the outermost first. */
export function runningTraces(): readonly Trace[] {
  return running;
}

/** Runs the function of a transformation, and closes it: what it followed can be used no more. */
export function following<T>(trace: Trace, work: () => T): T {
  running.push(trace);
  try {
    return work();
  } finally {
    running.pop();
    trace.state = 'closed';
  }
}

/**
 * Runs the work of a transformation, whose intermediate results lie in an arena that the outermost transformation gives back at its end: what
 * `work` returns is copied out of it.
 */
export function evaluation<T>(work: () => T): T {
  if (memory !== heap) return work();
  const arena = arenaOf(executor) ?? idle ?? new Arena();
  if (arena.kernels === undefined) idle = undefined;
  else reserved = true;
  try {
    return within(arena, work);
  } finally {
    arena.reset(KEPT);
    if (arena.kernels === undefined) idle = arena;
    else reserved = false;
  }
}

/** In the memory of an executor, if it has some that is not in use. */
function arenaOf(on: ComputeExecutor | undefined): Arena | undefined {
  if (reserved || on?.reserve === undefined) return undefined;
  if (!arenas.has(on)) {
    const kernels = on.reserve(RESERVED);
    arenas.set(on, kernels === undefined ? undefined : new Arena(undefined, kernels));
  }
  return arenas.get(on);
}

/** The same where intermediate results are still needed after the end: they are left to the garbage collector. */
export function lastingEvaluation<T>(work: () => T): T {
  return within(new Arena(SMALL), work);
}

/**
 * Runs work that leaves nothing behind in the arena: what it returns lies elsewhere. Its memory is given back at once, unless a tape outside
 * of it records it all the same.
 */
export function scratch<T>(work: () => T): T {
  if (!(memory instanceof Arena) || running.some(({ remembers, state }) => remembers && state === 'open')) {
    return work();
  }
  const arena = memory;
  const mark = arena.mark();
  const before = outside;
  outside = running.length;
  try {
    return work();
  } finally {
    outside = before;
    arena.release(mark);
  }
}

/** Values of transformations below this level outlive the scratch work under way: a function may keep those that it makes. */
export function scratchLevel(): number {
  return outside;
}

/** Runs what hands its results to the outside, which may keep them for as long as it likes. */
export function onHeap<T>(work: () => T): T {
  return memory === heap ? work() : within(heap, work);
}

function within<T>(place: Memory, work: () => T): T {
  const before = memory;
  memory = place;
  try {
    return work();
  } finally {
    memory = before;
  }
}
