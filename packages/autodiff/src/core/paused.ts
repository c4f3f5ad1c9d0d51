import { runningTraces } from './evaluation.js';
import type { Trace } from './trace.js';
import type { Traced } from './traced.js';

/** Runs what must not see the values that a transformation follows, only what they stand for. */
export function paused<T>(trace: Trace, work: () => T): T {
  trace.state = 'paused';
  try {
    return work();
  } finally {
    trace.state = 'open';
  }
}

/** Runs what no transformation is to follow: values from a closure are refused, whose derivatives would not be those of the rule. */
export function unfollowed<T>(work: () => T): T {
  const open = runningTraces().find(({ state }) => state === 'open');
  return open ? paused(open, () => unfollowed(work)) : work();
}

/** Runs work in which something else stands in for every value of a transformation that is paused, or closed. */
export function replaced<T>(trace: Trace, standIn: (value: Traced) => Traced, work: () => T): T {
  const before = trace.standIn;
  trace.standIn = standIn;
  try {
    return work();
  } finally {
    trace.standIn = before;
  }
}
