import { collectGarbage } from './collect-garbage.js';
import type { Contender, Facts } from './contender.js';
import { interleave } from './interleave.js';
import { limitsOf } from './limit.js';
import { machine } from './machine.js';
import type { Printer } from './output/printer.js';
import { createPace, type Pace } from './pace.js';
import { type CaseReport, type Header, OURS, type Outcome, reportOf } from './report.js';
import { openRoster, type Roster } from './roster.js';
import type { Case, Suite, SuiteOptions } from './suite.js';
import { outcomesOf } from './target.js';

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
): Promise<Outcome> {
  const roster = await openRoster(suite.peers);
  try {
    const { versions, absent } = roster;
    const header: Header = { suite: suite.name, quick, machine: machine(), versions, absent };
    printer.header(header);
    const reports: CaseReport[] = [];
    const pace = createPace();
    for (const one of suite.cases({ quick }).filter(({ name }) => name.includes(only))) {
      const report = await runCase(suite.name, one, roster, rounds, pace);
      printer.report(report);
      reports.push(report);
    }
    const targets = outcomesOf(suite.targets ?? [], reports);
    const limits = limitsOf(suite.limits ?? [], reports);
    printer.summary({ targets, limits });
    return { header, reports, targets, limits };
  } finally {
    roster.close();
  }
}

async function runCase(
  suite: string,
  { name, unit, line, prepare }: Case,
  roster: Roster,
  rounds: number,
  pace: Pace,
): Promise<CaseReport> {
  const { ours, peers, close } = await prepare(roster);
  try {
    const contenders = present({ [OURS]: ours, ...peers });
    const samples = await interleave(contenders, rounds, { settle: collectGarbage, pace });
    return reportOf({ suite, name, unit, line }, samples, factsOf(contenders));
  } finally {
    close?.();
    await roster.clear();
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
