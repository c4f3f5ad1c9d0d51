import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { page } from './page.js';
import { drawPicture } from './picture.js';
import { planCsv } from './plan-csv.js';
import { pointsCsv } from './points-csv.js';

/** The width of `picture.svg`, in pixels. */
const pictureWidth = 1200;

/** The files of a report, by name. */
export const reportFiles = (
  solved: Solved,
  found: Findings,
  title: string,
  command: string,
): Readonly<Record<string, string>> => ({
  'report.html': page(solved, found, title, command).markup,
  'picture.svg': drawPicture(solved, found.scene, pictureWidth, true).markup,
  'plan.csv': planCsv(solved, found.entries),
  ...(solved.barycentre && { 'barycentre.csv': pointsCsv(solved.barycentre.points) }),
});
