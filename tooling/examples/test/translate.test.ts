import { describe, expect, it } from 'vitest';
import { translate } from '../translate.mjs';

describe('translate', () => {
  it('asserts what a line, a constant or a log promises', () => {
    expect(translate('f(x); // → 2', 'a.md', 7)).toBe('agree(f(x), "2", "a.md:7");');
    expect(translate('const y = f(x); // → 2 (twice)', 'a.md', 7)).toBe(
      'const y = f(x); agree(y, "2", "a.md:7");',
    );
    expect(translate('\nconsole.log(x); // → ok', 'a.md', 7)).toBe('\nagree(x, "ok", "a.md:8");');
  });

  it('leaves other comments alone', () => {
    expect(translate('f(x); // 2', 'a.md', 7)).toBe('f(x); // 2');
  });

  it('refuses a promise without an expression', () => {
    expect(() => translate('f(\n  x,\n); // → 2', 'a.md', 7)).toThrow(
      'a.md:9: no expression on the line of "// →"',
    );
  });

  it('moves imports inside the function', () => {
    const module = `await import('m');`;
    expect(translate(`import { a, b as c } from 'm';`, 'a.md', 1)).toBe(`const { a: a, b: c } = ${module}`);
    expect(translate(`import * as m from 'm';`, 'a.md', 1)).toBe(`const m = ${module}`);
    expect(translate(`import d from 'm';`, 'a.md', 1)).toBe(`const { default: d } = ${module}`);
    expect(translate(`import {\n  a,\n  type T,\n} from 'm';`, 'a.md', 1)).toBe(
      `const { a: a } = ${module} type T = import('m').T;`,
    );
  });

  it('writes a type that is given arguments where it is used', () => {
    const code = `import { type T, type U } from 'm';\nconst f = (x: T<U>) => x < 1 && S<T<1>>;`;
    expect(translate(code, 'a.md', 1)).toBe(
      `const {  } = await import('m'); type U = import('m').U;\nconst f = (x: import('m').T<U>) => x < 1 && S<import('m').T<1>>;`,
    );
  });
});
