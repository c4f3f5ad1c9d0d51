import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import {
  fraction,
  nameList,
  positiveInteger,
  positiveNumber,
  someText,
  taus,
} from './commands/option-parsers.js';
import { transport } from './commands/transport.js';
import type { TransportOptions } from './commands/transport-options.js';
import type { Io } from './io.js';
import { formats } from './read/read-table.js';
import { costNames } from './transport/costs.js';
import { initialisers } from './transport/initialisers.js';

interface Manifest {
  readonly version: string;
}

/** The command line of `monge`. */
export function program(io: Io, argv: readonly string[]): Command {
  const { version }: Manifest = createRequire(import.meta.url)('../package.json');
  const root = new Command('monge')
    .description('Optimal transport between two sets of points.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // What is wrong is told once, by whoever catches the error.
      writeErr: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 80,
    })
    .showSuggestionAfterError(false);
  addTransport(root, io, argv);
  return root;
}

function addTransport(root: Command, io: Io, argv: readonly string[]): void {
  root
    .command('transport')
    .description('Move the points of SOURCE onto those of TARGET at the least cost.')
    .argument('<source>', 'file of points: CSV, TSV, JSON, NDJSON or GeoJSON')
    .argument('[target]', 'file of points; not with --split')
    .addOption(new Option('--format <name>', 'format of the files (default: by extension)').choices(formats))
    .addOption(
      new Option(
        '--columns <names>',
        'coordinate columns, such as x,y (default: lon and lat; x, y and z; or all columns of numbers)',
      ).argParser(nameList('--columns')),
    )
    .option('--weight <column>', 'column of weights (default: all the same)')
    .option(
      '--split <column>',
      'divide SOURCE in two by a column: rows before the split move onto those after it',
    )
    .option('--split-at <where>', 'middle (of the range), median, a number or a date (default: middle)')
    .addOption(
      new Option(
        '--batch <column>',
        'one problem for each value of a column that both files have, such as year, solved together',
      )
        .argParser(someText('--batch', 'a column'))
        .conflicts(['split', 'barycentre', 'topK']),
    )
    .option(
      '--cost <name>',
      `${costNames.join(', ')} (default: great-circle for lon and lat, else squared-euclidean)`,
    )
    .addOption(
      new Option(
        '--epsilon <number>',
        'strength of the regularisation, in the unit of the cost (default: 0.05 standard deviations of the cost)',
      ).argParser(positiveNumber('--epsilon')),
    )
    .addOption(
      new Option(
        '--unbalanced <tau>',
        'let the marginals give way: tau in (0, 1], the smaller the more; or two, such as 0.9,1, for source and target',
      ).argParser(taus('--unbalanced')),
    )
    .option('--divergence', 'compute the Sinkhorn divergence too, which is 0 for equal sides')
    .addOption(
      new Option('--barycentre [t]', 'find the points between both sides too, with weights 1 − t and t')
        .preset('0.5')
        .argParser(fraction('--barycentre'))
        .conflicts('unbalanced'),
    )
    .addOption(
      new Option('--initialiser <name>', 'what the iteration starts from (default: zero)').choices(
        Object.keys(initialisers),
      ),
    )
    .addOption(
      new Option('--mode <form>', 'form of the iteration').choices(['auto', 'log', 'kernel']).default('auto'),
    )
    .addOption(
      new Option('--threshold <number>', 'L1 marginal error to stop at')
        .argParser(positiveNumber('--threshold'))
        .default(1e-3),
    )
    .addOption(
      new Option('--max-iterations <number>', 'iterations to stop after')
        .argParser(positiveInteger('--max-iterations'))
        .default(2000),
    )
    .addOption(
      new Option('--top-k <number>', 'entries of plan.csv for each source point')
        .argParser(positiveInteger('--top-k'))
        .default(5),
    )
    .addOption(
      new Option(
        '--out <directory>',
        'write report.html, picture.svg and plan.csv there; batch.csv of a --batch',
      ).argParser(someText('--out', 'a directory')),
    )
    .option('--json', 'print one JSON object, or one a line of a --batch, and no progress')
    .action((source: string, target: string | undefined, options: TransportOptions) =>
      transport(source, target, options, io, commandLine(argv)),
    );
}

/** A command line that a shell reads as these arguments. */
const commandLine = (argv: readonly string[]): string =>
  ['monge', ...argv]
    .map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
