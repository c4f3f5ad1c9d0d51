import type { CountingSuite } from '../../counting-suite.js';
import { countIterations, type SetReport } from './counts.js';
import { goalOutcomes } from './goals.js';
import { problemSets } from './sets.js';
import { countTable, goalTable } from './tables.js';

/** How many iterations each start leaves to do. */
export const initialisers: CountingSuite = {
  name: 'initialisers',
  page: 'initialisers.md',
  *blocks({ quick, only }) {
    const reports: SetReport[] = [];
    for (const set of problemSets(quick ? 200 : 1000)) {
      if (!set.name.includes(only)) continue;
      const report = countIterations(set);
      reports.push(report);
      yield countTable(report);
    }
    yield goalTable(goalOutcomes(reports));
  },
};
