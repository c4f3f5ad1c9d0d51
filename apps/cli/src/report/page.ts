import type { Barycentre } from '../transport/barycentre.js';
import type { Solved } from '../transport/solved.js';
import { drawBarycentre } from './barycentre-picture.js';
import { drawConvergence } from './convergence.js';
import type { Findings, Scene } from './findings.js';
import {
  formatCount,
  formatNumber,
  formatPower,
  formatQuantity,
  formatSeconds,
  formatShare,
} from './format.js';
import { type Content, type Markup, markup } from './markup.js';
import { method } from './method.js';
import { drawPicture } from './picture.js';
import { type Sheet, sheets } from './sheets.js';
import { style } from './style.js';
import { facts, netDisplacement, statusInWords } from './summary.js';

const rowsShown = 12;

/** The widths that figures are drawn for, in pixels: a desk, and a phone held upright. */
const wide = 1000;
const narrow = 358;

/** The report as one HTML document that needs nothing else: no script, no request. */
export function page(solved: Solved, found: Findings, title: string, command: string): Markup {
  const { source, target, cost, solution, threshold, balance, barycentre } = solved;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · optimal transport</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<header>
<p class="eyebrow">Optimal transport</p>
<h1>${title}</h1>
<p class="lead"><span class="key source">${formatCount(source.weights.length, 'point')}</span> <span class="label">(${source.label})</span> moved onto <span class="key target">${formatCount(target.weights.length, 'point')}</span> <span class="label">(${target.label})</span> at the least ${cost.name} cost${balance && ', where mass may be created and destroyed'}.</p>
${solution.status === 'converged' ? undefined : warning(solved)}</header>
${cards(solved, found)}
${sceneFigure(solved, found.scene)}
${
  found.detail &&
  markup`<h2>${found.detail.title}</h2>
<p>The region with most of the mass. Only the flows within this map are drawn.</p>
${sceneFigure(solved, found.detail)}`
}
${barycentre && barycentreSection(solved, found, barycentre)}
<h2>What moved where</h2>
<div class="sheets">${sheets(solved, found, rowsShown).map(tableOf)}</div>
<h2>Convergence</h2>
${figure((width) => drawConvergence(solved, width), `L1 distance between the marginals of the plan and ${balance ? 'what they are to be' : 'the weights'} after each iteration, which was to fall to ${formatPower(threshold)}.`)}
<h2>Summary</h2>
<table class="facts"><tbody>${facts(solved, found).map(
    ({ name, value, note }) =>
      markup`<tr><th scope="row">${name}</th><td>${value}</td><td class="note">${note}</td></tr>`,
  )}</tbody></table>
<h2>How it was computed</h2>
${method(solved)}
<p>The command was <code>${command}</code></p>
<footer>Beside this file, <code>plan.csv</code> lists the largest entries of the plan, ${barycentre && markup`<code>barycentre.csv</code> the points of the barycentre, `}and <code>picture.svg</code> is the first picture alone.</footer>
</main>
</body>
</html>
`;
}

const warning = (solved: Solved): Markup =>
  markup`<p class="warning"><strong>${statusInWords(solved)}.</strong> The marginals of this plan are not yet ${solved.balance ? 'what they are to be' : 'the weights'}; the summary says how far they are from them.</p>`;

function cards(solved: Solved, { drift }: Findings): Markup {
  const { cost, solution, seconds, balance, divergence } = solved;
  const { marginalErrors, iterations } = solution;
  const values: readonly (readonly [string, string])[] = [
    [
      cost.unit === 'km' ? 'mean distance' : 'mean cost',
      formatQuantity(solution.cost / solution.mass, cost.unit),
    ],
    ...(balance ? [['mass moved', formatShare(balance.moved)] as const] : []),
    ...(divergence ? [['divergence', formatQuantity(divergence.divergence, cost.unit)] as const] : []),
    ['net displacement', netDisplacement(solved, drift.mean)],
    ['epsilon', formatQuantity(solution.epsilon, cost.unit)],
    ['marginal error', formatPower(Math.max(marginalErrors.source, marginalErrors.target))],
    ['iterations', iterations.toLocaleString('en-GB')],
    ['time', formatSeconds(seconds)],
  ];
  return markup`<dl class="cards">${values.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const sceneFigure = (solved: Solved, scene: Scene): Markup =>
  figure((width) => drawPicture(solved, scene, width), caption(solved, scene));

function barycentreSection(solved: Solved, { scene }: Findings, barycentre: Barycentre): Markup {
  const { t, points } = barycentre;
  const { names } = points.axes;
  const drawn = names.length > 2 ? ` Drawn are the first two of ${names.length} coordinates.` : '';
  return markup`<h2>Barycentre</h2>
<p><span class="key barycentre">${formatCount(points.weights.length, 'point')}</span> between the two sides, with weights ${formatNumber(1 - t)} of the source and ${formatNumber(t)} of the target.</p>
${figure((width) => drawBarycentre(solved, barycentre, scene.layout, width), `The points whose mean squared distance to both sides is least, each side under its best plan.${drawn}`)}`;
}

function caption({ source }: Solved, { across }: Scene): string {
  const { names, geographic } = source.axes;
  const colours = `from the source’s colour to the target’s${geographic ? ', along a great circle' : ''}`;
  const flows = `A line is a net flow: what moves from one cell to another less what moves back, ${colours}. A cell is 1/${across} of the picture.`;
  return names.length > 2 ? `${flows} Drawn are the first two of ${names.length} coordinates.` : flows;
}

const figure = (draw: (width: number) => Markup, words: Content): Markup =>
  markup`<figure><div class="wide">${draw(wide)}</div><div class="narrow">${draw(narrow)}</div><figcaption>${words}</figcaption></figure>`;

function tableOf({ title, header, align, rows }: Sheet): Markup {
  const kind = (column: number): string => align[column] ?? 'left';
  return markup`<section><h3>${title}</h3><table><thead><tr>${header.map(
    (name, column) => markup`<th scope="col" class="${kind(column)}">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => markup`<tr>${row.map((cell, column) => markup`<td class="${kind(column)}">${cell}</td>`)}</tr>`,
  )}</tbody></table></section>`;
}
