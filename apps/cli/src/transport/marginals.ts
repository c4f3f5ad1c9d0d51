import type { Solution } from '@monge/sinkhorn';

/** P 1 and Pᵀ 1, the masses that leave each source point, [n], and arrive at each target point, [m]. O(nm), the plan is not stored. */
export function marginalsOf(solution: Solution): {
  readonly source: Float64Array;
  readonly target: Float64Array;
} {
  const { a, b } = solution.problem;
  const ones = (length: number) => new Float64Array(length).fill(1);
  return {
    source: solution.apply(ones(b.length)).data,
    target: solution.apply(ones(a.length), { transpose: true }).data,
  };
}
