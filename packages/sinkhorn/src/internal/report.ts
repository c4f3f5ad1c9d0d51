import { AbortedError, fromData, type NdArray } from '@monge/ndarray';
import type { SolveOptions } from '../solve-options.js';
import type { Step } from './run.js';

/** Tells the caller of a step, and stops if the caller wants it. */
export function report({ progress, potentials }: Step, { onProgress, signal }: SolveOptions): void {
  onProgress?.(progress);
  if (signal?.aborted) throw aborted(progress.iteration, potentials(), signal.reason);
}

function aborted(
  iteration: number,
  { f, g }: ReturnType<Step['potentials']>,
  cause: unknown,
): AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }> {
  const partial = { f: fromData(f.slice(), [f.length]), g: fromData(g.slice(), [g.length]) };
  return new AbortedError(
    `sinkhorn.solve: aborted after ${iteration} iterations; \`partial\` has the potentials, to go on from as \`init\``,
    partial,
    { cause },
  );
}
