import type { UnaryOperation } from '@monge/ndarray';

/** An operation as a function of one number. */
export const ofNumber =
  (operation: UnaryOperation) =>
  (x: number): number =>
    operation(x).get();
