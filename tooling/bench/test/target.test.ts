import { describe, expect, it } from 'vitest';
import { limitsOf } from '../src/limit.js';
import { reportOf } from '../src/report.js';
import { outcomesOf } from '../src/target.js';
import { microseconds, rate } from '../src/unit.js';

const product = reportOf(
  { suite: 'engine', name: 'product', unit: rate('G/s', 12) },
  { ours: [4, 3, 2], 'ours, 2 threads': [1], peer: [3], 'limit: reading': [0.5] },
);
const solve = reportOf(
  { suite: 'sinkhorn', name: 'solve', unit: microseconds },
  { ours: [1], peer: [2] },
  { ours: { 'peak MB': 30.5 } },
);
const call = reportOf({ suite: 'engine', name: 'call', unit: microseconds }, { ours: [8e-7] });

describe('outcomesOf', () => {
  it('compares speeds, whatever the unit', () => {
    const target = { work: 'a product', case: 'product', of: 'peer' };
    const targets = [
      { ...target, atLeast: 1.5 },
      { ...target, atLeast: 1.6 },
      { ...target, atLeast: 3, contender: 'ours, 2 threads' },
      { ...target, atLeast: 1.8, contender: 'ours, 2 threads', of: 'ours' },
    ];
    expect(outcomesOf(targets, [product])).toEqual([
      { work: 'a product', target: '≥ 1.5 × peer', measured: '1.5 ×', holds: true },
      { work: 'a product', target: '≥ 1.6 × peer', measured: '1.5 ×', holds: false },
      { work: 'a product', target: '≥ 3 × peer', measured: '3 ×', holds: true },
      { work: 'a product', target: '≥ 1.8 × ours, 1 thread', measured: '2 ×', holds: true },
    ]);
  });

  it('compares what a call costs in the unit of its case', () => {
    expect(outcomesOf([{ work: 'add', case: 'call', atMost: 1 }], [product, call])).toEqual([
      { work: 'add', target: '≤ 1 µs', measured: '0.8 µs', holds: true },
    ]);
  });

  it('compares what a contender costs in executions of another', () => {
    const target = { work: 'a product', case: 'product', of: 'ours, 2 threads' };
    const targets = [
      { ...target, atMost: 2 },
      { ...target, atMost: 1.9 },
      { ...target, atMost: 1, contender: 'absent' },
    ];
    expect(outcomesOf(targets, [product])).toEqual([
      { work: 'a product', target: '≤ 2 × the time of ours, 2 threads', measured: '2 ×', holds: true },
      { work: 'a product', target: '≤ 1.9 × the time of ours, 2 threads', measured: '2 ×', holds: false },
    ]);
  });

  it('compares other figures than the time', () => {
    const target = { work: 'memory', case: 'solve', fact: 'peak MB', unit: 'MB' };
    const targets = [
      { ...target, atMost: 100 },
      { ...target, atMost: 30 },
      { ...target, atMost: 100, contender: 'peer' },
    ];
    expect(outcomesOf(targets, [solve])).toEqual([
      { work: 'memory', target: '≤ 100 MB', measured: '30.5 MB', holds: true },
      { work: 'memory', target: '≤ 30 MB', measured: '30.5 MB', holds: false },
    ]);
  });

  it('says nothing of cases that were not run, and of contenders that are absent', () => {
    const targets = [
      { work: 'other', case: 'other', atMost: 1 },
      { work: 'product', case: 'product', atLeast: 1, of: 'absent' },
      { work: 'call', case: 'call', contender: 'absent', atMost: 1 },
    ];
    expect(outcomesOf(targets, [product, call])).toEqual([]);
  });
});

describe('limitsOf', () => {
  const limit = { work: 'product', case: 'product', limit: 'limit: reading', unit: 'GB/s', scale: 4 };

  it('tells rates in its own unit, and the share that is reached', () => {
    expect(limitsOf([limit], [product])).toEqual([
      { work: 'product', unit: 'GB/s', achieved: 24, limit: 'limit: reading', atMost: 96, share: 0.25 },
    ]);
    expect(limitsOf([{ ...limit, contender: 'ours, 2 threads' }], [product])[0]?.share).toBe(0.5);
  });

  it('says nothing of cases that were not run', () => {
    expect(limitsOf([limit], [call])).toEqual([]);
  });
});
