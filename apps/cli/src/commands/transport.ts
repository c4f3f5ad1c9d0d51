import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SolveOptions } from '@monge/sinkhorn';
import { InputError } from '../input-error.js';
import type { Io } from '../io.js';
import { readInput } from '../read/read-input.js';
import type { Format } from '../read/read-table.js';
import { findings } from '../report/findings.js';
import { jsonSummary } from '../report/json.js';
import { reportFiles } from '../report/report-files.js';
import { textSummary } from '../report/text.js';
import { isDirectory, writeFiles } from '../report/write-files.js';
import { solveInput } from '../transport/solve-input.js';

/** The options of `monge transport`, as they have been read. */
export interface TransportOptions {
  readonly format?: Format;
  readonly columns?: readonly string[];
  readonly weight?: string;
  readonly split?: string;
  readonly splitAt?: string;
  readonly cost?: string;
  readonly epsilon?: number;
  readonly mode: NonNullable<SolveOptions['mode']>;
  readonly threshold: number;
  readonly maxIterations: number;
  readonly topK: number;
  readonly out?: string;
  readonly json?: true;
}

/**
 * Moves the points of one file onto those of another, or one side of a file onto the other side, and tells how.
 *
 * @param command the command line, for the report to quote
 * @throws InputError about the files and the options; AbortedError when `io.signal` fires.
 */
export async function transport(
  sourcePath: string,
  targetPath: string | undefined,
  options: TransportOptions,
  io: Io,
  command: string,
): Promise<void> {
  const { out, json, split, splitAt, cost, topK } = options;
  if (split !== undefined && targetPath !== undefined) {
    throw new InputError('expected either a target file or --split, got both');
  }
  if (split === undefined && splitAt !== undefined) {
    throw new InputError('--split-at: expected --split, which names the column to split by');
  }
  // Refused now rather than after the work.
  if (out !== undefined) await isDirectory(out);
  const input = await readInput(sourcePath, targetPath, {
    ...options,
    split: split === undefined ? undefined : { column: split, at: splitAt ?? 'middle' },
    geographic: cost === 'great-circle',
  });
  const solved = await solveInput(input, options, io);
  if (json && out === undefined) return print(io, JSON.stringify(jsonSummary(solved)));

  const title = [sourcePath, targetPath ?? []]
    .flat()
    .map((path) => basename(path))
    .join(' → ');
  const found = await findings(solved, title, topK, io.signal);
  const files = out === undefined ? {} : reportFiles(solved, found, title, command);
  // The last turn in which a signal of the terminal is heard.
  await setImmediate();
  io.signal?.throwIfAborted();
  if (out !== undefined) await writeFiles(out, files);
  const written = out === undefined ? '' : `\nwritten to ${out}: ${Object.keys(files).join(', ')}\n`;
  print(io, json ? JSON.stringify(jsonSummary(solved)) : textSummary(solved, found, title) + written);
}

function print({ stdout }: Io, text: string): void {
  stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
