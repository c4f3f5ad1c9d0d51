/** A stream to print on; `isTTY` and `columns` are there where it is a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What a run of the program may touch besides files: the two output streams, and the signal of Ctrl-C. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signal?: AbortSignal;
}
