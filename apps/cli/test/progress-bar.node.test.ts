import { describe, expect, it } from 'vitest';
import { batchProgressBar, decadesDone, progressBar } from '../src/progress-bar.js';
import { Sink } from './support/run-main.js';

const progress = (error: number, iteration = 1) => ({
  iteration,
  maxIterations: 2000,
  error,
  threshold: 1e-3,
  epsilon: 1,
});

describe('progressBar', () => {
  it('draws nothing where there is no terminal, or where it is not wanted', () => {
    for (const [terminal, wanted] of [
      [false, true],
      [true, false],
    ] as const) {
      const sink = new Sink(terminal);
      const bar = progressBar(sink, wanted);
      bar.onProgress(progress(0.5));
      bar.stop();
      expect(sink.text).toBe('');
    }
  });

  it('shows error, threshold and iterations on a terminal, and clears its line at the end', () => {
    const sink = new Sink(true);
    const bar = progressBar(sink);
    bar.onProgress(progress(0.52, 1));
    bar.onProgress(progress(0.013, 40));
    bar.stop();
    expect(sink.text).toContain('error 5.2e-1 → 1e-3 · iteration 1 of 2000');
    expect(sink.text).toContain('error 1.3e-2 → 1e-3 · iteration 40 of 2000');
    expect(sink.text).toContain('\u001b[2K');
  });

  it('stops where it never started', () => {
    const sink = new Sink(true);
    expect(() => progressBar(sink).stop()).not.toThrow();
  });
});

describe('batchProgressBar', () => {
  it('counts groups on a terminal, and draws nothing on anything else', () => {
    const [terminal, file] = [new Sink(true), new Sink(false)];
    for (const sink of [terminal, file]) {
      const bar = batchProgressBar(sink);
      bar.onProgress({ solved: 1, size: 12 });
      bar.onProgress({ solved: 12, size: 12 });
      bar.stop();
    }
    expect(terminal.text).toContain('1 of 12 groups');
    expect(terminal.text).toContain('12 of 12 groups');
    expect(file.text).toBe('');
  });
});

describe('decadesDone', () => {
  it('counts decades from the first error to the threshold', () => {
    expect(decadesDone(progress(1), 1)).toBe(0);
    expect(decadesDone(progress(0.1), 1)).toBeCloseTo(1 / 3);
    expect(decadesDone(progress(0.01), 1)).toBeCloseTo(2 / 3);
    expect(decadesDone(progress(1e-3), 1)).toBe(1);
    expect(decadesDone(progress(1e-9), 1)).toBe(1);
  });

  it('goes back with the error, but not below nothing, and takes an overflow for no progress', () => {
    expect(decadesDone(progress(3), 1)).toBe(0);
    expect(decadesDone(progress(Number.NaN), 1)).toBe(0);
    expect(decadesDone(progress(Number.POSITIVE_INFINITY), 1)).toBe(0);
    expect(decadesDone(progress(1e-4), 1e-4)).toBe(1);
  });
});
