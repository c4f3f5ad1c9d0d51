import type { Contender, Facts } from './contender.js';
import { interleave } from './interleave.js';
import { machine } from './machine.js';
import type { Printer } from './output/printer.js';
import { type CaseReport, type Header, OURS, reportOf } from './report.js';
import { openRoster } from './roster.js';
import type { Suite, SuiteOptions } from './suite.js';

export interface RunOptions extends SuiteOptions {
  readonly rounds: number;
  /** Only the cases whose name contains this. */
  readonly only: string;
}

/** Runs a suite's cases one after the other, and tells each as soon as it is known. */
export async function runSuite(
  suite: Suite,
  { quick, rounds, only }: RunOptions,
  printer: Printer,
): Promise<{ header: Header; reports: readonly CaseReport[] }> {
  const roster = await openRoster();
  try {
    const { versions, absent } = roster;
    const header: Header = { suite: suite.name, quick, machine: machine(), versions, absent };
    printer.header(header);
    const reports: CaseReport[] = [];
    for (const { name, unit, prepare } of suite.cases({ quick }).filter((one) => one.name.includes(only))) {
      const { ours, peers } = await prepare(roster);
      const contenders = present({ [OURS]: ours, ...peers });
      const report = reportOf(
        suite.name,
        name,
        unit,
        await interleave(contenders, rounds),
        factsOf(contenders),
      );
      printer.report(report);
      reports.push(report);
    }
    return { header, reports };
  } finally {
    roster.close();
  }
}

function present(contenders: Readonly<Record<string, Contender | undefined>>): Record<string, Contender> {
  return Object.fromEntries(Object.entries(contenders).flatMap(([name, one]) => (one ? [[name, one]] : [])));
}

function factsOf(contenders: Readonly<Record<string, Contender>>): Record<string, Facts> {
  return Object.fromEntries(
    Object.entries(contenders).flatMap(([name, { facts }]) => (facts ? [[name, facts]] : [])),
  );
}
