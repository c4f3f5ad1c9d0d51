import { MongeError } from '@monge/ndarray';
import { CommanderError } from 'commander';
import { InputError } from './input-error.js';
import type { Io } from './io.js';
import { program } from './program.js';

/** The exit codes of `monge`. */
export const exitCodes = { done: 0, badInput: 2, interrupted: 130 } as const;

/**
 * Runs `monge` with the words that follow its name, and answers the exit code. What the user can put right is one line
 * on `stderr`; what only we can is thrown.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    await program(io, argv).parseAsync(argv, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (io.signal?.aborted) return fail(io, 'interrupted; nothing was written', exitCodes.interrupted);
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      return fail(io, 'expected a command; monge --help lists them', exitCodes.badInput);
    }
    if (error instanceof CommanderError || error instanceof InputError || error instanceof MongeError) {
      return fail(io, error.message.replace(/^error: /, ''), exitCodes.badInput);
    }
    throw error;
  }
}

function fail({ stderr }: Io, message: string, exitCode: number): number {
  stderr.write(`monge: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return exitCode;
}
