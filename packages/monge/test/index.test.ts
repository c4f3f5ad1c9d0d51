import * as ndarray from '@monge/ndarray';
import * as random from '@monge/random';
import * as sinkhorn from '@monge/sinkhorn';
import * as monge from 'monge';
import * as testing from 'monge/testing';
import { describe, expect, it } from 'vitest';

describe('monge', () => {
  it('gathers the packages as namespaces, and nothing else', () => {
    expect(Object.keys(monge).sort()).toEqual([
      'autodiff',
      'executors',
      'linalg',
      'ndarray',
      'nn',
      'pool',
      'random',
      'sinkhorn',
      'special',
    ]);
    expect(monge.ndarray).toEqual(ndarray);
    expect(monge.random).toEqual(random);
    expect(monge.sinkhorn).toEqual(sinkhorn);
  });

  it('gathers their testing entries under the same names', () => {
    for (const [name, entry] of Object.entries(testing)) {
      expect(monge).toHaveProperty(name);
      expect(Object.keys(entry).length).toBeGreaterThan(0);
    }
  });

  it('composes: random points in, a plan out', () => {
    const { random, sinkhorn } = monge;
    const [left, right] = random.split(random.key(1));
    const x = random.normal(left, [40, 2]);
    const y = random.uniform(right, [30, 2]);
    const { status, plan } = sinkhorn.sinkhorn(x, y, { threshold: 1e-9 });
    expect(status).toBe('converged');
    expect(monge.ndarray.sum(plan())).toBeCloseTo(1, 9);
  });
});
