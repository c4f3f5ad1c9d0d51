import type { Contender } from './contender.js';
import type { Pace } from './pace.js';

/** Seconds of each sample, by contender. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** How long a sample lasts at least, so that the clock's resolution and a stray interruption do not matter. */
export const SAMPLE_SECONDS = 0.05;

/**
 * Work is warm when so many blocks in a row were no faster, by five per cent, than the fastest before; or after so many blocks. Filling the
 * caches takes less, compiling JavaScript more, and it is compiled anew in each round: a full collection of garbage drops code that was compiled for
 * objects of which none is left (V8's "weak objects").
 */
const WARMING_SECONDS = 0.02;
const STEADY_BLOCKS = 3;
const MOST_BLOCKS = 25;

/** A sample counts while the machine is at most so much slower than it can be, before and after; else others are taken, for so many seconds at most. */
const DISTURBED = 1.1;
const PATIENCE_SECONDS = 1.5;

/** An execution that takes so long is warm for most of it, and three of them have to do. */
const LONG_SECONDS = 0.25;
const LONG_ROUNDS = 3;

/**
 * Times contenders in rounds: in each, every contender once, in an order that turns by one from round to round, so
 * that a machine that slows down or warms up does so for everybody. (Neither tinybench nor mitata interleaves: they
 * finish one task before they begin the next.)
 *
 * Each sample follows untimed ones, which warm the code and the caches and, above all, get the memory back that the
 * contender before gave up: on a virtual machine its pages can cost several times the work itself. Long work has one of them, before its
 * first sample, and three samples. `settle` is called before each.
 *
 * Samples that a neighbour on the machine disturbs are taken again; where it does not stop, the fastest of them has to do.
 */
export async function interleave(
  contenders: Readonly<Record<string, Contender>>,
  rounds: number,
  { settle = () => {}, pace = () => 1 }: { readonly settle?: () => void; readonly pace?: Pace } = {},
): Promise<Samples> {
  const names = Object.keys(contenders);
  const samples: Record<string, number[]> = Object.fromEntries(
    names.map((name) => [name, contenders[name].once === undefined ? [] : [contenders[name].once]]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const name of turned(names, round)) {
      const { once, seconds } = contenders[name];
      if (once !== undefined) continue;
      const long = (samples[name].at(-1) ?? 0) >= LONG_SECONDS;
      if (long && round >= LONG_ROUNDS) continue;
      settle();
      if (!long) await warm(seconds);
      samples[name].push(await undisturbed(seconds, pace));
    }
  }
  return samples;
}

/** A sample of a quiet time, or the fastest of several. */
async function undisturbed(seconds: Contender['seconds'], pace: Pace): Promise<number> {
  const start = performance.now();
  let fastest = Infinity;
  for (;;) {
    const before = pace();
    fastest = Math.min(fastest, await seconds(SAMPLE_SECONDS));
    if (Math.max(before, pace()) <= DISTURBED) return fastest;
    if ((performance.now() - start) / 1e3 >= PATIENCE_SECONDS) return fastest;
  }
}

/** Executes until that gets no faster. */
async function warm(seconds: Contender['seconds']): Promise<void> {
  let fastest = Infinity;
  for (let block = 0, steady = 0; block < MOST_BLOCKS && steady < STEADY_BLOCKS; block++) {
    const here = await seconds(WARMING_SECONDS);
    if (here >= LONG_SECONDS) return;
    steady = here < 0.95 * fastest ? 0 : steady + 1;
    fastest = Math.min(fastest, here);
  }
}

/** The list from its element `by` on, and then its beginning. */
export function turned<T>(list: readonly T[], by: number): T[] {
  return list.map((_, i) => list[(i + by) % list.length]);
}
