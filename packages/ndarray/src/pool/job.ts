import { type Scratch, TABLE_BYTES } from '../wasm/crew.js';
import type { Instance } from '../wasm/instantiate.js';

/**
 * One run of a kernel, written down where all threads see it: in the first page of the memory that it works on. Threads claim its tasks one by one. A
 * thread that comes late finds none left, or those of the next run, and is as welcome there: nobody waits for threads, only for tasks.
 */
export interface Job {
  /** What threads change while they work: words of 32 bits, each in a cache line of its own. */
  readonly words: Int32Array;
  /** What they read: the kernel, and the tasks. */
  readonly numbers: Float64Array;
  readonly memory: WebAssembly.Memory;
  /** How many bytes of the memory this thread knows of. */
  known: number;
}

/** Bytes at the start of each memory, those of the tables with them. */
export const JOB_BYTES = 65536;

const WORDS = 64;
/** The tasks that are not claimed yet; less than 0 once threads have asked in vain. */
const REMAINING = 0;
/** The tasks that have not ended yet. */
const UNFINISHED = 16;
/** 1 if a task has thrown. */
const FAILED = 32;

const KERNEL = 0;
const ARITY = 1;
const SCRATCH_AT = 2;
const SCRATCH_BYTES = 3;
const MEMORY_BYTES = 4;
const TASKS = 5;

/** Numbers that fit into a job, in all its tasks together. */
export const MOST_NUMBERS = (JOB_BYTES - TABLE_BYTES) / 8 - WORDS / 2 - TASKS;

export function jobIn(memory: WebAssembly.Memory): Job {
  return {
    words: new Int32Array(memory.buffer, TABLE_BYTES, WORDS),
    numbers: new Float64Array(memory.buffer, TABLE_BYTES + WORDS * 4, TASKS + MOST_NUMBERS),
    memory,
    known: 0,
  };
}

/** Writes a job down, in the place of one that has ended, and opens it. `kernel` is its place among the exports of the module. */
export function publish(
  { words, numbers, memory }: Job,
  kernel: number,
  tasks: readonly (readonly number[])[],
  scratch: Scratch,
): void {
  const arity = tasks[0].length;
  numbers[KERNEL] = kernel;
  numbers[ARITY] = arity;
  numbers[SCRATCH_AT] = scratch.at;
  numbers[SCRATCH_BYTES] = scratch.bytes;
  numbers[MEMORY_BYTES] = memory.buffer.byteLength;
  // The last one is claimed first.
  for (let t = 0, to = TASKS + (tasks.length - 1) * arity; t < tasks.length; t++, to -= arity) {
    numbers.set(tasks[t], to);
  }
  Atomics.store(words, FAILED, 0);
  Atomics.store(words, UNFINISHED, tasks.length);
  Atomics.store(words, REMAINING, tasks.length);
}

/** Works on a job until no task is left to claim. */
export function work(job: Job, { inOrder, scratch }: Instance, thread: number): void {
  const { words, numbers, memory } = job;
  for (;;) {
    const task = Atomics.sub(words, REMAINING, 1) - 1;
    if (task < 0) return;
    // A task that is claimed keeps its job from ending: what is written there stays.
    if (job.known < numbers[MEMORY_BYTES]) {
      // V8 may forget to tell a thread that takes a memory in while another one makes it larger; `memory.fill` then traps there.
      memory.grow(0);
      job.known = numbers[MEMORY_BYTES];
    }
    const first = TASKS + task * numbers[ARITY];
    scratch.value = numbers[SCRATCH_AT] + thread * numbers[SCRATCH_BYTES];
    try {
      inOrder[numbers[KERNEL]](...numbers.subarray(first, first + numbers[ARITY]));
    } catch {
      Atomics.store(words, FAILED, 1);
    }
    if (Atomics.sub(words, UNFINISHED, 1) === 1) Atomics.notify(words, UNFINISHED);
  }
}

export const hasEnded = ({ words }: Job): boolean => Atomics.load(words, UNFINISHED) === 0;

export const hasFailed = ({ words }: Job): boolean => Atomics.load(words, FAILED) === 1;

/** Sleeps until the last task has ended, or for so many milliseconds. */
export function sleepUntilEnd({ words }: Job, milliseconds: number): void {
  const unfinished = Atomics.load(words, UNFINISHED);
  if (unfinished > 0) Atomics.wait(words, UNFINISHED, unfinished, milliseconds);
}
