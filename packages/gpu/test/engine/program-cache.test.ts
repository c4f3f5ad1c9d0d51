import { describe, expect, it } from 'vitest';
import { createProgramCache } from '../../src/engine/program-cache.js';

describe('the programs that are kept', () => {
  it('are those that ran last', () => {
    const released: string[] = [];
    const compiled: string[] = [];
    const programs = createProgramCache(2, 'gpu');
    const use = (name: string) =>
      programs.get(name, () => {
        compiled.push(name);
        return { run: () => Promise.resolve([]), release: () => released.push(name) };
      });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) use(name);
    expect(compiled).toEqual(['a', 'b', 'c', 'b']);
    expect(released).toEqual(['b', 'c']);
    programs.release();
    expect(released).toEqual(['b', 'c', 'a', 'b']);
    expect(() => use('a')).toThrow('gpu: expected to be called before release(), got a call after it');
  });
});
