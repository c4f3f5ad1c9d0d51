import { describe, expect, it } from 'vitest';
import { bundles, cells } from '../../src/transport/bundles.js';
import { netFlows } from '../../src/transport/group-flows.js';
import { layOut } from '../../src/transport/layout.js';
import { points, solved } from '../support/solve.js';

describe('bundles', () => {
  it('runs from the centre of mass of the sources in a cell to that of the targets in another', async () => {
    const source = points(
      [
        [0, 0],
        [0.2, 0.4],
        [10, 0],
      ],
      { weights: [3, 1, 4] },
    );
    const target = points(
      [
        [0, 10],
        [0.5, 10],
        [10, 10],
      ],
      { weights: [2, 2, 4] },
    );
    const transport = solved(source, target, 'squared-euclidean', 0.1);
    const layout = layOut(source, target);
    const groups = cells(layout, [...layout.source, ...layout.target], 5);
    const [flows] = await netFlows(transport, [groups], undefined);
    const [one, other] = bundles(transport, layout, groups, flows).toSorted((a, b) => a.from[0] - b.from[0]);
    expect(one.from[0]).toBeCloseTo(0.05);
    expect(one.from[1]).toBeCloseTo(0.1);
    expect(one.to).toEqual([0.25, 10]);
    expect(one.mass).toBeCloseTo(0.5, 6);
    expect(other).toMatchObject({ from: [10, 0], to: [10, 10] });
  });

  it('leaves out what comes from or goes to the outside of the frame', async () => {
    const source = points([
      [0, 0],
      [1, 0],
      [50, 50],
    ]);
    const target = points([
      [0, 1],
      [1, 1],
      [60, 50],
    ]);
    const transport = solved(source, target, 'squared-euclidean', 1);
    const layout = layOut(source, target);
    const groups = cells(
      layout,
      [
        [0, 0],
        [1, 1],
      ],
      2,
    );
    expect(groups.names).toContain('outside');
    const [flows] = await netFlows(transport, [groups], undefined);
    const inside = bundles(transport, layout, groups, flows);
    expect(inside.length).toBeGreaterThan(0);
    expect(
      inside.flatMap(({ from, to }) => [...from, ...to]).every((value) => value >= 0 && value <= 1),
    ).toBe(true);
  });
});
