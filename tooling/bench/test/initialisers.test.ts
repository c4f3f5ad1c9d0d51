import { describe, expect, it } from 'vitest';
import { countIterations, type SetReport } from '../src/suites/initialisers/counts.js';
import { goalOutcomes } from '../src/suites/initialisers/goals.js';
import { problemSets } from '../src/suites/initialisers/sets.js';
import { countTable } from '../src/suites/initialisers/tables.js';

const report: SetReport = {
  set: 'clouds',
  gain: 3,
  counts: {
    zero: { none: [30, 300, undefined], anderson: [10, 20, 30] },
    auto: { none: [10, 280, undefined], anderson: [11, 19, 29] },
  },
};

describe('countTable', () => {
  it('has a row for each initialiser, and says where it was not waited for', () => {
    expect(countTable(report)).toContain('| zero   |          30 |         300 |    > 100000 |');
  });
});

describe('goalOutcomes', () => {
  it('holds auto to its gain over zero, and to no loss when accelerated', () => {
    expect(goalOutcomes([report])).toMatchObject([{ measured: '3.0 ×, accelerated 0.9 ×', holds: false }]);
    const { zero } = report.counts;
    const better = { ...report, counts: { zero, auto: { ...report.counts.auto, anderson: [10, 19, 29] } } };
    expect(goalOutcomes([better])).toMatchObject([{ holds: true }]);
    expect(goalOutcomes([{ ...better, gain: 4 }])).toMatchObject([{ holds: false }]);
  });
});

describe('problemSets', () => {
  it('is the same every time, and each set can be counted', () => {
    const sets = problemSets(60);
    expect(problemSets(60).map(({ problem }) => problem.epsilon)).toEqual(
      sets.map(({ problem }) => problem.epsilon),
    );
    const last = sets.at(-1)!;
    const { counts } = countIterations(last);
    expect(Object.keys(counts)).toEqual([
      'zero',
      'auto',
      'entropicGaussian',
      'gaussian',
      'gaussianMixture',
      'kMeans',
      'subsample',
    ]);
    expect(counts.auto.anderson[0]).toBeLessThanOrEqual(counts.zero.anderson[0]!);
  });
});
