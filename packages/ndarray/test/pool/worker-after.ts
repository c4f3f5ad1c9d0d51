import type { AnyWorker } from '../../src/pool/hire.js';
import { inNode } from '../../src/pool/node.js';
import { workerScript } from '../../src/pool/worker.script.js';

/** Starts workers of a pool in which a program was run before. */
export function workerAfter(prelude: string): () => AnyWorker {
  const script = `${prelude};${workerScript}`;
  const node = inNode();
  if (node) return () => new node.threads.Worker(script, { eval: true, execArgv: [] });
  return () => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}
