import { AbortedError, fromData, type NdArray } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { SolveOptions } from '../solve-options.js';
import type { Potentials } from './iteration.js';
import type { Step } from './run.js';
import type { Stretch } from './run-on-device.js';
import type { Settings } from './settings.js';

/** Tells the caller of a step, and stops if the caller wants it. */
export function report(
  { progress, potentials }: Step,
  { onProgress, signal }: SolveOptions,
  caller: string,
): void {
  onProgress?.(progress);
  if (signal?.aborted) throw aborted(caller, progress.iteration, potentials(), signal.reason);
}

/** The same for what has been read from a device. */
export function reportStretch(
  { progress, potentials }: Stretch,
  { onProgress, signal }: SolveOptions,
  caller: string,
): void {
  for (const step of progress) onProgress?.(step);
  if (signal?.aborted) throw aborted(caller, progress.at(-1)!.iteration, potentials, signal.reason);
}

/** Stops before anything is done, if the caller no longer wants it. */
export function refuseIfAborted(
  { a, b }: LinearProblem,
  { caller, f, g }: Settings,
  { signal }: SolveOptions,
): void {
  const start = { f: f ?? new Float64Array(a.length), g: g ?? new Float64Array(b.length) };
  if (signal?.aborted) throw aborted(caller, 0, start, signal.reason);
}

function aborted(
  caller: string,
  iterations: number,
  { f, g }: Potentials,
  cause: unknown,
): AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }> {
  const partial = { f: fromData(f.slice(), [f.length]), g: fromData(g.slice(), [g.length]) };
  return new AbortedError(
    `${caller}: aborted after ${iterations} iterations; \`partial\` has the potentials, to go on from as \`init\``,
    partial,
    { cause },
  );
}
