import { describe, expect, it } from 'vitest';
import { reportOf } from '../src/report.js';
import { milliseconds, pairRate } from '../src/unit.js';

const samples = { ours: [0.002, 0.001, 0.003], peer: [0.01, 0.008, 0.3] };

describe('reportOf', () => {
  it('gives the fastest, the spread, and how many times faster ours is', () => {
    expect(
      reportOf({ suite: 'suite', name: 'case', unit: milliseconds }, samples, { ours: { iterations: 7 } }),
    ).toEqual({
      suite: 'suite',
      case: 'case',
      unit: 'ms',
      ours: 1,
      peers: { peer: 8 },
      ratio: { peer: 8 },
      spread: { ours: [1, 3], peer: [8, 300] },
      rounds: { ours: 3, peer: 3 },
      facts: { ours: { iterations: 7 } },
    });
  });

  it('means the same by faster whether more of the unit is better or less', () => {
    const { ours, peers, ratio, spread } = reportOf(
      { suite: 'suite', name: 'case', unit: pairRate(1e6) },
      samples,
    );
    expect(ours).toBeCloseTo(1000, 10);
    expect(peers.peer).toBeCloseTo(125, 10);
    expect(ratio.peer).toBe(8);
    expect(spread.ours[0]).toBeLessThan(spread.ours[1]);
  });
});
