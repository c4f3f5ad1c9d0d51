import type { AsyncReduceOperation } from '@monge/ndarray';
import { addExponential, LOWEST } from './online-sum.js';

/** How a reduction runs over `value`: what it starts from, what it does with each, what it ends with. */
interface Loop {
  readonly start: string;
  readonly each: string;
  readonly end: string;
}

const loops: Readonly<Record<AsyncReduceOperation, (length: number) => Loop>> = {
  sum: () => ({ start: 'let sum = 0.0;', each: 'sum += value;', end: 'sum' }),
  max: (length) => ({
    start: `let largest = values[this.thread.x * ${length}];`,
    each: 'largest = Math.max(largest, value);',
    end: 'largest',
  }),
  logSumExp: () => ({
    start: `let largest = ${LOWEST};
    let sum = 0.0;`,
    each: addExponential('largest', 'sum', 'value', '1.0'),
    end: 'largest + Math.log(Math.max(sum, 1.0))',
  }),
};

/** The names of the reductions. */
export function reduceOperations(): readonly string[] {
  return Object.keys(loops);
}

/** Reduces runs of `length` values, one a thread. */
export function reduction(operation: AsyncReduceOperation, length: number): string {
  const { start, each, end } = loops[operation](length);
  return `function (values) {
    ${start}
    for (let k = 0; k < ${length}; k++) {
      const value = values[this.thread.x * ${length} + k];
      ${each}
    }
    return ${end};
  }`;
}
