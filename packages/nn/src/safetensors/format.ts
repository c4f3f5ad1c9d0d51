/** The header's length stands in the first eight bytes, and the data begin at a multiple of eight. */
export const ALIGNMENT = 8;

/** The longest header in bytes, the limit of the reference implementation too: one from elsewhere may be a bomb. */
export const MOST_HEADER_BYTES = 100_000_000;

/** The key of the header that is no tensor: strings about the whole file. */
export const METADATA = '__metadata__';

/** What a header says of a tensor; offsets are bytes from the start of the data. */
export interface TensorInfo {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [begin: number, end: number];
}
