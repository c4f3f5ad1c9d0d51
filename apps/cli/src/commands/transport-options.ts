import { InputError } from '../input-error.js';
import type { Format } from '../read/read-table.js';
import type { Parameters } from '../transport/solve-input.js';

/** The options of `monge transport`, as they have been read. */
export interface TransportOptions extends Parameters {
  readonly format?: Format;
  readonly columns?: readonly string[];
  readonly split?: string;
  readonly splitAt?: string;
  readonly batch?: string;
  readonly divergence?: true;
  /** t, the weight of the target. */
  readonly barycentre?: number;
  readonly topK: number;
  readonly out?: string;
}

/**
 * Refuses options that contradict one another, before any work.
 *
 * @throws InputError
 */
export function refuseContradictions(options: TransportOptions, targetPath: string | undefined): void {
  const { split, splitAt, batch, divergence, unbalanced } = options;
  if (split !== undefined && targetPath !== undefined) {
    throw new InputError('expected either a target file or --split, got both');
  }
  if (split === undefined && splitAt !== undefined) {
    throw new InputError('--split-at: expected --split, which names the column to split by');
  }
  if (batch !== undefined && targetPath === undefined) {
    throw new InputError('--batch: expected a target file that has the column, too');
  }
  if (divergence && unbalanced && unbalanced.tauA !== unbalanced.tauB) {
    const { tauA, tauB } = unbalanced;
    throw new InputError(
      `--divergence: expected one tau for both sides (it is not zero for equal sides otherwise), got --unbalanced ${tauA},${tauB}`,
    );
  }
}
