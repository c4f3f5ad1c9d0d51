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
  { suite: 'sinkhorn', name: 'end to end n=50', unit: milliseconds },
  { ours: [0.004, 0.002, 0.003], POT: [1.5] },
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
      '| ours |    2 |       2 – 4 |                   |                                        |',
      '| POT  | 1500 | 1500 – 1500 |             750 × | iterations 17, error 9.5e-5, one round |',
    ]);
  });
});

describe('headerText', () => {
  it('names the machine, the peers that take part, and those that do not, with the reason', () => {
    expect(headerText(header).split('\n')).toEqual([
      'sinkhorn: AMD EPYC, 2 cores, x64, Node 20.20.2; one thread unless said',
      'peers: POT 0.9.7',
      "absent: GeomLoss (No module named 'torch')",
    ]);
  });
});

describe('withSection', () => {
  const page = '# Benchmarks\n\n<!-- sinkhorn:begin -->\nold\n<!-- sinkhorn:end -->\n\nafter\n';

  it('replaces what lies between the marks of the suite, and nothing else', () => {
    const content = section({ header, reports: [report], targets: [], limits: [] });
    const written = withSection(page, 'sinkhorn', content);
    expect(written).toContain('### end to end n=50');
    expect(written).not.toContain('old');
    expect(written.startsWith('# Benchmarks\n\n<!-- sinkhorn:begin -->\n')).toBe(true);
    expect(written.endsWith('<!-- sinkhorn:end -->\n\nafter\n')).toBe(true);
    expect(withSection(written, 'sinkhorn', content)).toBe(written);
  });

  it('leaves the parts of other suites as they are', () => {
    const two = `${page}<!-- engine:begin -->\nkept\n<!-- engine:end -->\n`;
    const written = withSection(withSection(two, 'sinkhorn', 'one'), 'engine', 'two');
    expect(written).toBe(withSection(withSection(two, 'engine', 'two'), 'sinkhorn', 'one'));
    expect(withSection(two, 'sinkhorn', 'one')).toContain('<!-- engine:begin -->\nkept\n<!-- engine:end -->');
  });

  it('refuses a page without the marks', () => {
    expect(() => withSection('# Benchmarks', 'sinkhorn', '')).toThrow(/sinkhorn:begin/);
  });
});

describe('section', () => {
  const line = (label: string, samples: Record<string, number[]>) =>
    reportOf(
      { suite: 'engine', name: `matmul ${label}`, unit: milliseconds, line: { table: 'Products', label } },
      samples,
    );
  const outcome = {
    header,
    reports: [
      line('n = 2', { ours: [0.002], peer: [0.004] }),
      line('n = 3', { ours: [0.003], peer: [0.0015], other: [0.03] }),
      report,
    ],
    targets: [{ work: 'product', target: '≥ 2 × peer', measured: '1.5 ×', holds: false }],
    limits: [
      { work: 'product', unit: 'GB/s', achieved: 3, limit: 'limit: reading', atMost: 12, share: 0.25 },
    ],
  };

  it('puts the cases in a row that share a table into one, a line each, with the ratios in brackets', () => {
    expect(section(outcome)).toContain(
      [
        '### Products',
        '',
        '| ms    | ours |        peer |     other |',
        '| :---- | ---: | ----------: | --------: |',
        '| n = 2 |    2 |     4 (2 ×) |           |',
        '| n = 3 |    3 | 1.5 (0.5 ×) | 30 (10 ×) |',
        '',
        '### end to end n=50',
        '',
        caseTable(report),
      ].join('\n'),
    );
  });

  it('begins with the targets and the limits', () => {
    expect(section(outcome).split('\n').slice(4, 14)).toEqual([
      '### Targets',
      '',
      '|         | target     | measured |            |',
      '| :------ | :--------- | -------: | :--------- |',
      '| product | ≥ 2 × peer |    1.5 × | **missed** |',
      '',
      '### Where the limit is',
      '',
      '|         | reached |   limit | of      | share |',
      '| :------ | ------: | ------: | :------ | ----: |',
    ]);
  });
});
