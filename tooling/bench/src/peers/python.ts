import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contender, Facts } from '../contender.js';
import { type Absent, orAbsent } from './absent.js';

/** An array on its way to Python, C order. */
export interface Float64Matrix {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** A task that is set up in Python: a contender that is timed there. */
export interface PythonJob extends Contender {
  readonly facts: Facts;
  /** What it computes, of tasks that tell. */
  readonly result: Float64Array | undefined;
  /** The seconds of one execution while setting up, of tasks that tell. */
  readonly firstSeconds: number | undefined;
}

/** A library in a Python process of its own, which lives until it is closed. */
export interface PythonLibrary {
  readonly version: string;
  /** Sets a task of `python/tasks/<library>.py` up. */
  open(
    task: string,
    arrays: Readonly<Record<string, Float64Matrix>>,
    parameters: Readonly<Record<string, number | string>>,
  ): Promise<PythonJob>;
  /** Forgets its tasks, and with them their arrays. */
  clear(): Promise<void>;
  close(): void;
}

/** An answer of `python/serve.py`, whose head documents the protocol. */
interface Answer {
  readonly absent?: string;
  readonly version?: string;
  readonly error?: string;
  readonly job?: number;
  readonly facts?: Facts;
  readonly result?: { readonly base64: string } | null;
  readonly seconds?: number | null;
}

const server = fileURLToPath(new URL('../../python/serve.py', import.meta.url));
const interpreters = ['../../../../.venv/bin/python', '../../../../.venv/Scripts/python.exe'];

/** So many threads for every library, and nothing written beside the sources. */
function environment(threads: number): Readonly<Record<string, string>> {
  const count = String(threads);
  return {
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    NPROC: count,
    XLA_FLAGS: `--xla_cpu_multi_thread_eigen=${threads > 1}`,
    JAX_PLATFORMS: 'cpu',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

export function startPython(library: string, threads = 1): Promise<PythonLibrary | Absent> {
  return orAbsent(async () => {
    const interpreter = interpreters
      .map((path) => fileURLToPath(new URL(path, import.meta.url)))
      .find((path) => existsSync(path));
    if (interpreter === undefined) throw new Error('there is no Python environment');
    const child = spawn(interpreter, [server, library], {
      env: { ...process.env, ...environment(threads) },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ask = conversation(child);
    const { version, absent } = await ask();
    if (version === undefined) throw new Error(absent);
    return {
      version,
      open: (...task) => openJob(ask, ...task),
      async clear() {
        await ask({ clear: true });
      },
      close: () => child.kill(),
    };
  });
}

type Ask = (request?: object) => Promise<Answer>;

/** Requests and answers alternate; the first answer is to no request. */
function conversation({ stdin, stdout }: ChildProcess): Ask {
  const answers = createInterface({ input: stdout! })[Symbol.asyncIterator]();
  return async (request) => {
    if (request !== undefined) stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error('Python ended without an answer');
    const answer: Answer = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
}

async function openJob(
  ask: Ask,
  task: string,
  arrays: Readonly<Record<string, Float64Matrix>>,
  parameters: Readonly<Record<string, number | string>>,
): Promise<PythonJob> {
  const sent = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, encode(array)]));
  const { job, facts = {}, result, seconds } = await ask({ open: task, arrays: sent, parameters });
  return {
    facts,
    result: result ? decode(result.base64) : undefined,
    firstSeconds: seconds ?? undefined,
    async seconds(atLeast) {
      const answer = await ask({ time: job, atLeast });
      return answer.seconds!;
    },
  };
}

function encode({ data, shape }: Float64Matrix) {
  return { shape, base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
}

function decode(base64: string): Float64Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(base64, 'base64');
  return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
