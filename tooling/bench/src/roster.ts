import type { Absent } from './peers/absent.js';
import { loadD3Random } from './peers/d3-random.js';
import { loadJaxJs } from './peers/jax-js.js';
import { loadMlMatrix } from './peers/ml-matrix.js';
import { loadNumpyTs } from './peers/numpy-ts.js';
import { startPython } from './peers/python.js';
import { loadTfjsWasm } from './peers/tfjs-wasm.js';

/** Every library that can be compared with: what it is called, and how it is reached. */
const libraries = {
  tfjsWasm: { name: 'tfjs-wasm', load: loadTfjsWasm },
  jaxJs: { name: 'jax-js', load: loadJaxJs },
  numpyTs: { name: 'numpy-ts', load: loadNumpyTs },
  mlMatrix: { name: 'ml-matrix', load: loadMlMatrix },
  d3Random: { name: 'd3-random', load: loadD3Random },
  numpy: { name: 'NumPy', load: () => startPython('numpy') },
  pytorch: { name: 'PyTorch', load: () => startPython('pytorch') },
  pot: { name: 'POT', load: () => startPython('pot') },
  ott: { name: 'OTT-JAX', load: () => startPython('ott') },
  ottTwoThreads: { name: 'OTT-JAX, 2 threads', load: () => startPython('ott', 2) },
  geomloss: { name: 'GeomLoss', load: () => startPython('geomloss') },
};

export type PeerKey = keyof typeof libraries;

type Peers = {
  readonly [Key in PeerKey]?: Exclude<Awaited<ReturnType<(typeof libraries)[Key]['load']>>, Absent>;
};

/** The peers of a run; those that are absent, or that the suite does not ask for, are undefined. */
export interface Roster extends Peers {
  readonly versions: Readonly<Record<string, string>>;
  /** Why the others are absent. */
  readonly absent: Readonly<Record<string, string>>;
  /** Drops what the peers keep for a case. */
  clear(): Promise<void>;
  /** Ends the Python processes. */
  close(): void;
}

export async function openRoster(keys: readonly PeerKey[]): Promise<Roster> {
  const loaded = await Promise.all(keys.map(async (key) => [key, await libraries[key].load()] as const));
  const versions: Record<string, string> = {};
  const absent: Record<string, string> = {};
  for (const [key, peer] of loaded) {
    const { name } = libraries[key];
    if ('absent' in peer) absent[name] = peer.absent;
    else versions[name] = peer.version;
  }
  const present = loaded.filter(([, peer]) => !('absent' in peer));
  const processes = present.flatMap(([, peer]) => ('close' in peer ? [peer] : []));
  const keepers = present.flatMap(([, peer]) => ('clear' in peer ? [peer] : []));
  return {
    ...(Object.fromEntries(present) as Peers),
    versions,
    absent,
    async clear() {
      for (const keeper of keepers) await keeper.clear();
    },
    close() {
      for (const library of processes) library.close();
    },
  };
}
