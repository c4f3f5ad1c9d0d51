import { stringify } from 'csv-stringify/sync';
import type { SolvedGroup } from '../transport/solve-groups.js';
import { jsonSummary } from './json.js';

/** A batch as CSV, a line for each group, with the numbers of `--json`. */
export function batchCsv(column: string, groups: readonly SolvedGroup[]): string {
  const records = groups.map(({ name, solved }) => {
    const { n, m, epsilon, cost, regularisedCost, mass, divergence, iterations, marginalErrors, status } =
      jsonSummary(solved);
    return {
      [column]: name,
      n,
      m,
      epsilon,
      cost,
      regularised_cost: regularisedCost,
      ...(mass && { mass_moved: mass.moved, mass_created: mass.created, mass_destroyed: mass.destroyed }),
      ...(divergence === undefined ? {} : { divergence }),
      iterations,
      source_error: marginalErrors.source,
      target_error: marginalErrors.target,
      status,
    };
  });
  return stringify(records, { header: true });
}
