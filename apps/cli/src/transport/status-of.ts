import type { Status } from '@monge/sinkhorn';
import type { Solved } from './solved.js';

/** How the work ended: the worst of the transport's status and the divergence's. */
export function statusOf({ solution, divergence }: Solved): Status {
  const order: readonly Status[] = ['diverged', 'maxIterations'];
  const statuses = [solution.status, divergence?.status];
  return order.find((status) => statuses.includes(status)) ?? 'converged';
}
