import { blocks, type PlanSource } from './blocks.js';

/** The rows of the plan, [m] each, in turn and without storing it. */
export function* rows(source: PlanSource): Generator<Float64Array, void> {
  const [, m] = source.problem.geometry.shape;
  for (const { count, values } of blocks(source)) {
    for (let i = 0; i < count; i++) yield values.slice(i * m, (i + 1) * m);
  }
}
