import type { Contender } from './contender.js';

/** Seconds of each sample, by contender. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** How long a sample lasts at least, so that the clock's resolution and a stray interruption do not matter. */
export const SAMPLE_SECONDS = 0.05;

/** How long it takes to fill the caches again; compiling the code, before the first sample, takes as long as a sample. */
const WARMING_SECONDS = 0.01;

/** An execution that takes so long is warm for most of it, and three of them have to do. */
const LONG_SECONDS = 0.25;
const LONG_ROUNDS = 3;

/**
 * Times contenders in rounds: in each, every contender once, in an order that turns by one from round to round, so
 * that a machine that slows down or warms up does so for everybody. (Neither tinybench nor mitata interleaves: they
 * finish one task before they begin the next.)
 *
 * Each sample follows an untimed one, which warms the code and the caches and, above all, gets the memory back that the
 * contender before gave up: on a virtual machine its pages can cost several times the work itself. Long work does without
 * after its first sample, and with three samples. `settle` is called before each.
 */
export async function interleave(
  contenders: Readonly<Record<string, Contender>>,
  rounds: number,
  settle: () => void = () => {},
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
      if (!long) await seconds(round === 0 ? SAMPLE_SECONDS : WARMING_SECONDS);
      samples[name].push(await seconds(SAMPLE_SECONDS));
    }
  }
  return samples;
}

/** The list from its element `by` on, and then its beginning. */
export function turned<T>(list: readonly T[], by: number): T[] {
  return list.map((_, i) => list[(i + by) % list.length]);
}
