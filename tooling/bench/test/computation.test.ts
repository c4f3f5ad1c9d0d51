import { afterEach, describe, expect, it, vi } from 'vitest';
import { checked, computation } from '../src/computation.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('checked', () => {
  it('times work that agrees, and tells its error', async () => {
    const contender = checked(
      'peer',
      computation(() => [1, 2.5]),
      [1, 2],
      0.5,
    );
    expect(contender.facts).toEqual({ error: 0.25 });
    expect(await contender.seconds(0.02)).toBeGreaterThan(0);
  });

  it('times what is run, which may be less than what gives the answer, and may answer later', async () => {
    let runs = 0;
    const later = {
      runLater: () => Promise.resolve(runs++),
      answer: () => [1],
    };
    const seconds = await checked('peer', later, [1], 0).seconds(0.02);
    expect(runs * seconds).toBeGreaterThanOrEqual(0.02 * (1 - 1e-9));
  });

  it('has one execution do where a peer is slow, told by the time of its answer', () => {
    const once = (executions: number) => {
      vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(3000);
      return checked('peer', { ...computation(() => [1]), executions }, [1], 0).once;
    };
    expect(once(1)).toBe(3);
    expect(once(2)).toBe(1.5);
    expect(once(3)).toBeUndefined();
  });

  it('refuses work that does not', () => {
    expect(() =>
      checked(
        'peer',
        computation(() => [1, 3]),
        [1, 2],
        0.1,
      ),
    ).toThrow(/^peer: expected 2 at 1/);
  });
});
