/** What the pool uses of a worker of Node. */
export interface NodeWorker {
  postMessage(message: unknown, transferred: []): void;
  terminate(): unknown;
  unref(): void;
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): unknown;
}

/** What it uses of Node itself. */
export interface Node {
  readonly process: { on(event: 'exit', listener: () => void): unknown };
  readonly threads: {
    readonly Worker: new (script: string, options: { eval: true; execArgv: string[] }) => NodeWorker;
    readonly parentPort: Pick<MessagePort, 'addEventListener' | 'postMessage'> | null;
  };
  readonly os: { availableParallelism(): number };
}

/** Node, where this runs in it: asked for at run time, so that bundlers for browsers find no import of it. */
export function inNode(): Node | undefined {
  const { process } = globalThis as {
    process?: Node['process'] & { getBuiltinModule?(name: string): unknown };
  };
  const module = (name: string) => process?.getBuiltinModule?.(name);
  const threads = module('node:worker_threads') as Node['threads'] | undefined;
  const os = module('node:os') as Node['os'] | undefined;
  return process && threads && os && { process, threads, os };
}
