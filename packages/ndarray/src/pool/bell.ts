// The words that the caller and its workers share, besides jobs.

/** Rung whenever there is something new: it counts up. */
export const RINGS = 0;
/** Messages that were posted to every worker so far. */
export const MESSAGES = 1;
/** The site whose job is the latest. */
export const SITE = 2;
/** Workers that are gone. */
export const DEATHS = 3;

export const BELL_BYTES = 64;

/** Rings for at most so many sleepers. */
export function ring(bell: Int32Array, sleepers: number): void {
  Atomics.add(bell, RINGS, 1);
  Atomics.notify(bell, RINGS, sleepers);
}

/** How long a thread looks for news before it sleeps: waking up takes as long. */
const AWAKE_MILLISECONDS = 0.05;
const LOOKS = 64;

/** Looks whether there is news, without sleep, for a short while. */
export function lookFor(news: () => boolean): boolean {
  const start = performance.now();
  do {
    for (let look = 0; look < LOOKS; look++) if (news()) return true;
  } while (performance.now() - start < AWAKE_MILLISECONDS);
  return false;
}

/** Waits for the bell to ring once more. */
export function awaitRing(bell: Int32Array, rings: number): void {
  if (!lookFor(() => Atomics.load(bell, RINGS) !== rings)) Atomics.wait(bell, RINGS, rings);
}
