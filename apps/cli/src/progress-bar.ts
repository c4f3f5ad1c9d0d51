import type { Progress } from '@monge/sinkhorn';
import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './io.js';

/** Shows the progress of a solution while it runs. */
export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void;
  readonly stop: () => void;
}

/** A progress bar on a terminal, unless it is not wanted; nothing at all on anything else. */
export function progressBar(output: Output, wanted = true): ProgressBar {
  if (!wanted || output.isTTY !== true) return { onProgress: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      stream: output,
      format: '{bar} error {error} → {threshold} · iteration {iteration} of {maxIterations}',
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  let first: number | undefined;
  return {
    onProgress: (progress) => {
      const { error, threshold, iteration, maxIterations } = progress;
      const texts = {
        error: error.toExponential(1),
        threshold: threshold.toExponential(0),
        iteration,
        maxIterations,
      };
      if (first === undefined) bar.start(1, 0, texts);
      first ??= error;
      bar.update(decadesDone(progress, first), texts);
    },
    stop: () => bar.stop(),
  };
}

/** How much of the way from the first error to the threshold lies behind, on a logarithmic scale, in [0, 1]. */
export function decadesDone({ error, threshold }: Progress, first: number): number {
  if (error <= threshold) return 1;
  const done = Math.log(first / error) / Math.log(first / threshold);
  return Number.isFinite(done) ? Math.min(1, Math.max(0, done)) : 0;
}
