import type { Acceleration } from '@monge/sinkhorn';

/** Every way to go on from step to step: `describe.each(accelerations)('$name', …)`. */
export const accelerations: readonly { readonly name: string; readonly acceleration: Acceleration }[] = [
  { name: 'none', acceleration: 'none' },
  { name: 'nesterov', acceleration: 'nesterov' },
  { name: 'overRelaxation', acceleration: 'overRelaxation' },
  { name: 'overRelaxation by 1.9', acceleration: { kind: 'overRelaxation', factor: 1.9 } },
  { name: 'anderson', acceleration: 'anderson' },
  { name: 'anderson of two steps', acceleration: { kind: 'anderson', memory: 2 } },
];
