/** Momenta for the steps to come: none for the first after each start, then more and more. */
export interface MomentumSequence {
  next(): number;
  restart(): void;
}

/** Nesterov's momenta (t_k − 1)/t_{k+1}, t_{k+1} = (1 + √(1 + 4 t_k²))/2, t_1 = 1. */
export function momentumSequence(): MomentumSequence {
  let t = 1;
  return {
    next() {
      const following = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
      const momentum = (t - 1) / following;
      t = following;
      return momentum;
    },
    restart() {
      t = 1;
    },
  };
}
