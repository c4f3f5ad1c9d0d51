import { requireAgreement } from './agreement.js';
import { type Contender, timed, timedLater } from './contender.js';
import type { PythonJob } from './peers/python.js';
import { OURS } from './report.js';

/** Work of this process that was set up: what is timed, and the answer, which is read once and not timed. */
export type Computation = Answering &
  ({ readonly run: () => unknown } | { readonly runLater: () => Promise<unknown> });

interface Answering {
  answer(): ArrayLike<number>;
  /** How many executions that takes. Default: 1. */
  readonly executions?: number;
}

/** Work that returns its answer. */
export function computation(work: () => ArrayLike<number>): Computation {
  return { run: work, answer: work };
}

/** From so many seconds on, the execution of a peer that is checked has to do as the only sample. */
const SLOW_SECONDS = 1;

/**
 * A contender whose answer was checked: its error is among its facts.
 *
 * @throws if its answer is not the one expected
 */
export function checked(
  name: string,
  work: Computation,
  expected: ArrayLike<number>,
  tolerance: number,
): Contender {
  const start = performance.now();
  const answer = work.answer();
  const seconds = (performance.now() - start) / 1e3;
  const once = onceIfSlow(name, seconds / (work.executions ?? 1));
  const facts = { error: requireAgreement(name, answer, expected, tolerance) };
  return { ...('run' in work ? timed(work.run, facts) : timedLater(work.runLater, facts)), once };
}

/** The same of a task in Python, which tells its answer when it is set up. */
export function checkedJob(
  name: string,
  job: PythonJob,
  expected: ArrayLike<number>,
  tolerance: number,
): Contender {
  const facts = { ...job.facts, error: requireAgreement(name, job.result ?? [], expected, tolerance) };
  return { ...job, facts, once: onceIfSlow(name, job.firstSeconds ?? 0) };
}

/** The seconds of an execution, if they are of a peer, and so many that it has to do. */
export function onceIfSlow(name: string, seconds: number): number | undefined {
  return seconds > SLOW_SECONDS && !name.startsWith(OURS) ? seconds : undefined;
}
