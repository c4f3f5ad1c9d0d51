import type { FloatDType } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import type { Mode } from '@monge/sinkhorn';

export const wasm = createWasm();
export const javascript = createJavaScript();
export const executors = [wasm, javascript];
export const modes: readonly Mode[] = ['log', 'kernel'];
export const dtypes: readonly FloatDType[] = ['float64', 'float32'];

/** Every way to run the solver: `describe.each(engines)('$name', …)`. */
export const engines = executors.flatMap((executor) =>
  modes.map((mode) => ({ name: `${mode} on ${executor.name}`, executor, mode })),
);
