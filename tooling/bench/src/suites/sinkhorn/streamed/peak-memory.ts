import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('measure-peak-memory.js', import.meta.url));

/** By how many MB the memory of a process rises at most while it solves the streamed problem of n points, threads included. */
export async function peakMemory(n: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(n)]);
  return Number(stdout);
}
