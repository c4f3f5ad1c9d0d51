import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Io } from '../io.js';
import { readGroups } from '../read/read-groups.js';
import { readInput } from '../read/read-input.js';
import { batchCsv } from '../report/batch-csv.js';
import { batchText } from '../report/batch-text.js';
import { findings } from '../report/findings.js';
import { jsonSummary } from '../report/json.js';
import { reportFiles } from '../report/report-files.js';
import { textSummary } from '../report/text.js';
import { isDirectory, writeFiles } from '../report/write-files.js';
import { barycentreOf, refuseBarycentre } from '../transport/barycentre.js';
import { divergenceOf } from '../transport/divergence.js';
import { type SolvedGroup, solveGroups } from '../transport/solve-groups.js';
import { solveInput } from '../transport/solve-input.js';
import type { Solved } from '../transport/solved.js';
import { refuseContradictions, type TransportOptions } from './transport-options.js';

/**
 * Moves the points of one file onto those of another, or one side of a file onto the other side, or both files group by group, and tells how.
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
  refuseContradictions(options, targetPath);
  // Refused now rather than after the work.
  if (options.out !== undefined) await isDirectory(options.out);
  const title = [sourcePath, targetPath ?? []]
    .flat()
    .map((path) => basename(path))
    .join(' → ');
  const told =
    options.batch !== undefined && targetPath !== undefined
      ? await transportGroups(sourcePath, targetPath, options.batch, options, io, title)
      : await transportOnce(sourcePath, targetPath, options, io, title, command);
  await finish(told, options, io);
}

/** What there is to say about a run: on stdout, and in files. */
interface Told {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

async function transportOnce(
  sourcePath: string,
  targetPath: string | undefined,
  options: TransportOptions,
  io: Io,
  title: string,
  command: string,
): Promise<Told> {
  const { split, splitAt, cost, barycentre, json, out, topK } = options;
  const input = await readInput(sourcePath, targetPath, {
    ...options,
    split: split === undefined ? undefined : { column: split, at: splitAt ?? 'middle' },
    geographic: cost === 'great-circle',
  });
  if (barycentre !== undefined) refuseBarycentre(input, cost);
  const transported = await solveInput(input, options, io);
  const solved: Solved = {
    ...transported,
    divergence: options.divergence && (await divergenceOf(transported, options, io)),
    barycentre:
      barycentre === undefined ? undefined : await barycentreOf(transported, barycentre, options, io),
  };
  if (json && out === undefined) return { text: JSON.stringify(jsonSummary(solved)), files: {} };
  const found = await findings(solved, title, topK, io.signal);
  return {
    text: json ? JSON.stringify(jsonSummary(solved)) : textSummary(solved, found, title),
    files: out === undefined ? {} : reportFiles(solved, found, title, command),
  };
}

async function transportGroups(
  sourcePath: string,
  targetPath: string,
  column: string,
  options: TransportOptions,
  io: Io,
  title: string,
): Promise<Told> {
  const geographic = options.cost === 'great-circle';
  const groups = await readGroups(sourcePath, targetPath, column, { ...options, geographic });
  const transported = await solveGroups(groups, options, io);
  const solved = await withDivergences(transported, options, io);
  const text = options.json
    ? solved.map((group) => JSON.stringify({ group: group.name, ...jsonSummary(group.solved) })).join('\n')
    : batchText(column, solved, title);
  return { text, files: { 'batch.csv': batchCsv(column, solved) } };
}

async function withDivergences(
  groups: readonly SolvedGroup[],
  options: TransportOptions,
  io: Io,
): Promise<readonly SolvedGroup[]> {
  if (!options.divergence) return groups;
  const found: SolvedGroup[] = [];
  for (const { name, solved } of groups) {
    // oxlint-disable-next-line no-await-in-loop -- one processor
    found.push({ name, solved: { ...solved, divergence: await divergenceOf(solved, options, io) } });
  }
  return found;
}

/** Writes the files where they are wanted, and prints. */
async function finish({ text, files }: Told, { out, json }: TransportOptions, io: Io): Promise<void> {
  // The last turn in which a signal of the terminal is heard.
  await setImmediate();
  io.signal?.throwIfAborted();
  if (out !== undefined) await writeFiles(out, files);
  const written = out === undefined || json ? '' : `\nwritten to ${out}: ${Object.keys(files).join(', ')}\n`;
  io.stdout.write(`${text.trimEnd()}\n${written}`);
}
