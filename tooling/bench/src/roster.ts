import type { Absent } from './peers/absent.js';
import { type JaxJs, loadJaxJs } from './peers/jax-js.js';
import { type PythonLibrary, startPython } from './peers/python.js';
import { loadTfjsWasm, type TfjsWasm } from './peers/tfjs-wasm.js';

/** The peers of a run; those that are absent are undefined. */
export interface Roster {
  readonly tfjsWasm: TfjsWasm | undefined;
  readonly jaxJs: JaxJs | undefined;
  readonly pot: PythonLibrary | undefined;
  readonly ott: PythonLibrary | undefined;
  readonly geomloss: PythonLibrary | undefined;
  readonly pytorch: PythonLibrary | undefined;
  readonly versions: Readonly<Record<string, string>>;
  /** Why the others are absent. */
  readonly absent: Readonly<Record<string, string>>;
  /** Ends the Python processes. */
  close(): void;
}

export async function openRoster(): Promise<Roster> {
  const [tfjsWasm, jaxJs, pot, ott, geomloss, pytorch] = await Promise.all([
    loadTfjsWasm(),
    loadJaxJs(),
    startPython('pot'),
    startPython('ott'),
    startPython('geomloss'),
    startPython('pytorch'),
  ]);
  const versions: Record<string, string> = {};
  const absent: Record<string, string> = {};
  const named = {
    'tfjs-wasm': tfjsWasm,
    'jax-js': jaxJs,
    POT: pot,
    'OTT-JAX': ott,
    GeomLoss: geomloss,
    PyTorch: pytorch,
  };
  for (const [name, peer] of Object.entries(named)) {
    if ('absent' in peer) absent[name] = peer.absent;
    else versions[name] = peer.version;
  }
  return {
    tfjsWasm: present(tfjsWasm),
    jaxJs: present(jaxJs),
    pot: present(pot),
    ott: present(ott),
    geomloss: present(geomloss),
    pytorch: present(pytorch),
    versions,
    absent,
    close() {
      for (const library of [pot, ott, geomloss, pytorch]) present(library)?.close();
    },
  };
}

function present<Peer extends object>(peer: Peer | Absent): Peer | undefined {
  return 'absent' in peer ? undefined : peer;
}
