import { nextTask } from './next-task.js';

/** How long the thread is kept at a time, in milliseconds: two frames of a page. */
const TURN = 30;

/** Runs an iteration to its end. What `heed` throws on hearing of a step goes through the iteration, which gives its memory back. */
export function drive<Step, Result>(iteration: Generator<Step, Result>, heed: (step: Step) => void): Result {
  for (;;) {
    const next = iteration.next();
    if (next.done) return next.value;
    try {
      heed(next.value);
    } catch (error) {
      iteration.throw(error);
    }
  }
}

/** The same, handing the thread back every few tens of milliseconds. */
export async function driveInTurns<Step, Result>(
  iteration: Generator<Step, Result>,
  heed: (step: Step) => void,
): Promise<Result> {
  let turn = performance.now();
  for (;;) {
    const next = iteration.next();
    if (next.done) return next.value;
    try {
      if (performance.now() - turn > TURN) {
        await nextTask();
        turn = performance.now();
      }
      heed(next.value);
    } catch (error) {
      iteration.throw(error);
    }
  }
}

/** The same for an iteration that runs elsewhere. */
export async function driveAsync<Step, Result>(
  iteration: AsyncGenerator<Step, Result>,
  heed: (step: Step) => void,
): Promise<Result> {
  for (;;) {
    const next = await iteration.next();
    if (next.done) return next.value;
    try {
      heed(next.value);
    } catch (error) {
      await iteration.throw(error);
    }
  }
}
