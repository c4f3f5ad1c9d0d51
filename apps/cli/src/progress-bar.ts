import type { Progress } from '@monge/sinkhorn';
import type { BatchProgress } from '@monge/sinkhorn/batch';
import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './io.js';

/** Shows the progress of some work while it runs. */
export interface ProgressBar<P = Progress> {
  readonly onProgress: (progress: P) => void;
  readonly stop: () => void;
}

/** The progress of a solution on a terminal, unless it is not wanted; nothing at all on anything else. */
export function progressBar(output: Output, wanted = true): ProgressBar {
  const bar = barOn(output, wanted, 'error {error} → {threshold} · iteration {iteration} of {maxIterations}');
  let first: number | undefined;
  return {
    onProgress: (progress) => {
      const { error, threshold, iteration, maxIterations } = progress;
      first ??= error;
      bar.show(decadesDone(progress, first), {
        error: error.toExponential(1),
        threshold: threshold.toExponential(0),
        iteration,
        maxIterations,
      });
    },
    stop: bar.stop,
  };
}

/** The progress of a batch, likewise. */
export function batchProgressBar(output: Output, wanted = true): ProgressBar<BatchProgress> {
  const bar = barOn(output, wanted, '{solved} of {size} groups');
  return { onProgress: ({ solved, size }) => bar.show(solved / size, { solved, size }), stop: bar.stop };
}

/** How much of the way from the first error to the threshold lies behind, on a logarithmic scale, in [0, 1]. */
export function decadesDone({ error, threshold }: Progress, first: number): number {
  if (error <= threshold) return 1;
  const done = Math.log(first / error) / Math.log(first / threshold);
  return Number.isFinite(done) ? Math.min(1, Math.max(0, done)) : 0;
}

/** A bar on a terminal, which appears when it is first shown; on anything else, nothing. */
function barOn(output: Output, wanted: boolean, caption: string) {
  if (!wanted || output.isTTY !== true) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      stream: output,
      format: `{bar} ${caption}`,
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  return {
    show: (done: number, words: Readonly<Record<string, string | number>>) => {
      if (!bar.isActive) bar.start(1, 0, words);
      bar.update(done, words);
    },
    stop: () => bar.stop(),
  };
}
