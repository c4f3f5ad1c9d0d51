import { describe, expect, it } from 'vitest';
import { caseTable } from '../src/output/case-table.js';
import { formatNumber } from '../src/output/format-number.js';
import { section, withSection } from '../src/output/page.js';
import { headerText } from '../src/output/printer.js';
import type { Header } from '../src/report.js';
import { reportOf } from '../src/report.js';
import { milliseconds } from '../src/unit.js';

const header: Header = {
  suite: 'sinkhorn',
  quick: false,
  machine: { processor: 'AMD EPYC', cores: 2, architecture: 'x64', node: '20.20.2' },
  versions: { POT: '0.9.7' },
  absent: { GeomLoss: "No module named 'torch'" },
};

const report = reportOf(
  'sinkhorn',
  'end to end n=50',
  milliseconds,
  { ours: [0.001, 0.002, 0.003], POT: [1.5] },
  { POT: { iterations: 17, error: 9.5e-5 } },
);

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.04231, '0.0423'],
    [8.1, '8.1'],
    [412.4, '412'],
    [1234.4, '1234'],
    [123456.7, '123457'],
    [0.0000123, '1.23e-5'],
    [0.0015, '0.0015'],
    [9.52e-8, '9.52e-8'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('caseTable', () => {
  it('has a row for each contender, ours first, and says where one round had to do', () => {
    expect(caseTable(report).split('\n')).toEqual([
      '|      |   ms |      spread | ours is faster by |                                        |',
      '| :--- | ---: | ----------: | ----------------: | :------------------------------------- |',
      '| ours |    2 |       1 – 3 |                   |                                        |',
      '| POT  | 1500 | 1500 – 1500 |             750 × | iterations 17, error 9.5e-5, one round |',
    ]);
  });
});

describe('headerText', () => {
  it('names the machine, the peers that take part, and those that do not, with the reason', () => {
    expect(headerText(header).split('\n')).toEqual([
      'sinkhorn: AMD EPYC, 2 cores, x64, Node 20.20.2; one thread everywhere',
      'peers: POT 0.9.7',
      "absent: GeomLoss (No module named 'torch')",
    ]);
  });
});

describe('withSection', () => {
  const page = '# Benchmarks\n\n<!-- sinkhorn:begin -->\nold\n<!-- sinkhorn:end -->\n\nafter\n';

  it('replaces what lies between the marks of the suite, and nothing else', () => {
    const content = section(header, [report]);
    const written = withSection(page, 'sinkhorn', content);
    expect(written).toContain('### end to end n=50');
    expect(written).not.toContain('old');
    expect(written.startsWith('# Benchmarks\n\n<!-- sinkhorn:begin -->\n')).toBe(true);
    expect(written.endsWith('<!-- sinkhorn:end -->\n\nafter\n')).toBe(true);
    expect(withSection(written, 'sinkhorn', content)).toBe(written);
  });

  it('refuses a page without the marks', () => {
    expect(() => withSection('# Benchmarks', 'sinkhorn', '')).toThrow(/sinkhorn:begin/);
  });
});
