import { Writable } from 'node:stream';
import { main } from '../../src/main.js';

/** What a run of the program printed, and its exit code. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream that keeps what is written to it. */
export class Sink extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 80;

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** Runs `monge` in this process. */
export async function runMain(
  argv: readonly string[],
  { terminal = false, signal }: { terminal?: boolean; signal?: AbortSignal } = {},
): Promise<Run> {
  const stdout = new Sink(terminal);
  const stderr = new Sink(terminal);
  const code = await main(argv, { stdout, stderr, ...(signal ? { signal } : {}) });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
