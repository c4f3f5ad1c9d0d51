import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../../../docs/coming-from-python.md', import.meta.url), 'utf8');
const source = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const read = (file: string) => readFileSync(join(source, file), 'utf8');

/** By entry, what its index re-exports; the root's is ''. */
const exported = new Map(
  files
    .filter((file) => /^([a-z-]+\/)?index\.ts$/.test(file))
    .map((file) => [file.replace(/\/?index\.ts$/, ''), namesIn(read(file))]),
);
/** Fields, methods and parameters of what they are made of, and the words that options may be. */
const code = files.map(read).join('\n');

function namesIn(index: string): ReadonlySet<string> {
  const lists = [...index.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].map(([, list = '']) => list);
  return new Set(lists.flatMap((list) => list.split(',').map((name) => name.replace('type ', '').trim())));
}

/** The cells under the heading `here`. */
function ourCells(text: string): string[] {
  let within = false;
  return text.split('\n').flatMap((line) => {
    const cell = line.startsWith('|')
      ? line
          .replace(/\s*\|\s*$/, '')
          .split(/(?<!\\)\|/)
          .at(-1)!
          .trim()
      : '';
    const starts = cell === 'here';
    within = starts || (within && cell !== '');
    return within && !starts && !/^-+$/.test(cell) ? [cell] : [];
  });
}

const spansOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
const entryOf = (cell: string) => /`\/([a-z-]+)`/.exec(cell)?.[1] ?? '';
const spans = ourCells(page).flatMap((cell) =>
  spansOf(cell)
    .filter((span) => !span.startsWith('/'))
    .map((span) => ({ entry: entryOf(cell), span })),
);

describe('docs/coming-from-python.md', () => {
  it('has the three libraries, a name of ours for most of what they have', () => {
    expect(spans.length).toBeGreaterThan(150);
  });

  it('calls only functions that are exported, from the entry that it names or the root', () => {
    const wrong = spans.flatMap(({ entry, span }) => {
      const called = [...span.matchAll(/(?<![.\w'])(\w+)\(/g)].map(([, name = '']) => name);
      return called.filter((name) => !exported.get(entry)?.has(name) && !exported.get('')?.has(name));
    });
    expect(wrong).toEqual([]);
  });

  it('names only what is exported or declared', () => {
    const wrong = spans.flatMap(({ span }) => {
      const words = [...span.replaceAll(/'[^']*'/g, '').matchAll(/[A-Za-z]\w*/g)].map(([word]) => word);
      const all = [...exported.values()];
      return words.filter(
        (word) =>
          !all.some((names) => names.has(word)) &&
          !new RegExp(`\\b${word}\\??[:(,)]|\\b${word} [}=]`).test(code),
      );
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('sets options only to words that there are', () => {
    const words = spans.flatMap(({ span }) => span.match(/'[^']+'/g) ?? []);
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !code.includes(word))).toEqual([]);
  });
});
