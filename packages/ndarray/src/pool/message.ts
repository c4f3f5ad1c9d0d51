/** What workers are told by the pool. */
export type Message = Start | Open | Close;

/** The first message: what to run, and where to look for work. */
export interface Start {
  readonly kind: 'start';
  readonly module: WebAssembly.Module;
  readonly bell: Int32Array;
  /** Which of the threads it is; the caller is 0. */
  readonly thread: number;
}

/** A memory for jobs to come. */
export interface Open {
  readonly kind: 'open';
  readonly site: number;
  readonly memory: WebAssembly.Memory;
}

/** A memory to let go. */
export interface Close {
  readonly kind: 'close';
  readonly site: number;
}

/** What a worker answers to the first message. */
export const READY = 'ready';
