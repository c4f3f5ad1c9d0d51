/** A peer that could not be loaded, and why. */
export interface Absent {
  readonly absent: string;
}

/** Loads a peer; whatever goes wrong makes it absent, with the first line of the reason. */
export async function orAbsent<Peer extends object>(
  load: () => Peer | Promise<Peer>,
): Promise<Peer | Absent> {
  try {
    return await load();
  } catch (error) {
    return { absent: String(error instanceof Error ? error.message : error).split('\n', 1)[0] };
  }
}
