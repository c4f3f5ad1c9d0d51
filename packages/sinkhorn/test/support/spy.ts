import type { Executor, FloatDType, Pairwise } from '@monge/ndarray';

/** What a solve asked its executor to do. */
export interface Calls {
  /** The precisions in which kernels were stored. */
  readonly storages: Set<FloatDType>;
  /** How often a stored kernel was computed: once, and again at every absorption. */
  fills: number;
  /** How often a row or column was reduced in the log domain. */
  softmins: number;
  /** How many loads of costs have not been released. */
  unreleased: number;
}

/** An executor that does as the given one, and keeps count. */
export function spyOn(executor: Executor): { readonly executor: Executor; readonly calls: Calls } {
  const calls: Calls = { storages: new Set(), fills: 0, softmins: 0, unreleased: 0 };
  const spied: Executor = {
    ...executor,
    pairwise(costs, dtype) {
      calls.unreleased++;
      return watch(executor.pairwise(costs, dtype), calls);
    },
  };
  return { executor: spied, calls };
}

function watch(pairwise: Pairwise, calls: Calls): Pairwise {
  return {
    ...pairwise,
    softmin(...args) {
      calls.softmins++;
      pairwise.softmin(...args);
    },
    scaling(storage) {
      const scaling = pairwise.scaling(storage);
      calls.storages.add(scaling.dtype);
      return {
        ...scaling,
        fill(...args) {
          calls.fills++;
          scaling.fill(...args);
        },
      };
    },
    release() {
      calls.unreleased--;
      pairwise.release();
    },
  };
}
