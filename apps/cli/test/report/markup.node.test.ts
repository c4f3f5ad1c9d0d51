import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { markup } from '../../src/report/markup.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

describe('markup', () => {
  it('lets no text break out of an element or an attribute', () => {
    // XML has no way to write most control characters, and a parser folds line ends.
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !/\p{Cc}|\p{Cn}/u.test(value));
    fc.assert(
      fc.property(text, text, (name, content) => {
        const { markup: xml } = markup`<p title="${name}">${content}.</p>`;
        expect(XMLValidator.validate(xml)).toBe(true);
        const { p } = parser.parse(xml) as { p: Record<string, string> };
        expect([p['@_title'], p['#text']]).toEqual([name, `${content}.`]);
      }),
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    '&lt;',
    ']]>',
  ])('escapes %s', (attack) => {
    const { markup: html } = markup`<a title="${attack}">${attack}</a>`;
    expect(html.slice(1, -4)).not.toMatch(/<(?!\/?a\b)|'|"(?= on)/);
    expect(XMLValidator.validate(html)).toBe(true);
  });

  it('keeps markup as it is, joins lists, and leaves out what is undefined', () => {
    const item = (name: string) => markup`<li>${name}</li>`;
    expect(markup`<ul>${['a', '<b>'].map(item)}${undefined}${[1, [2]]}</ul>`.markup).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>12</ul>',
    );
  });
});
