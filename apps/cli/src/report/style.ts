import { day, night } from './palette.js';

type Palette = typeof night;

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** The style sheet of the report: the day's colours, the night's where the reader's system is dark. */
export const style = `
:root { color-scheme: light dark; ${variables(day)} }
@media (prefers-color-scheme: dark) { :root { ${variables(night)} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1032px; margin: 0 auto; padding: 40px 16px 64px; }
header { margin-bottom: 28px; }
h1 { margin: 0 0 8px; font-size: clamp(26px, 5vw, 38px); line-height: 1.15; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { margin: 48px 0 12px; font-size: 21px; letter-spacing: -0.01em; }
h3 { margin: 0 0 8px; font-size: 15px; }
p { max-width: 68ch; margin: 0 0 12px; }
.eyebrow { margin: 0 0 6px; color: var(--faint); font-size: 14px; }
.lead { font-size: 18px; overflow-wrap: anywhere; }
.lead .label { display: inline-block; }
.key { font-weight: 600; }
.key.source { color: var(--source); } .key.target { color: var(--target); } .key.barycentre { color: var(--barycentre); }
.warning { padding: 12px 16px; border-left: 4px solid var(--target); background: var(--ocean); }
figure { margin: 0 0 28px; }
figcaption { max-width: 78ch; margin-top: 6px; color: var(--faint); font-size: 14px; }
svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
@media (max-width: 720px) { .wide { display: none; } .narrow { display: block; } main { padding-top: 24px; } }
.cards { display: flex; flex-wrap: wrap; gap: 1px; margin: 0 0 28px; background: var(--rule); border: 1px solid var(--rule); }
.cards div { flex: 1 1 140px; padding: 12px 14px; background: var(--paper); }
/* More than six: in rows of four. */
.cards div:nth-last-child(n + 7), .cards div:nth-last-child(n + 7) ~ div { flex-basis: max(140px, 22%); }
.cards dt { color: var(--faint); font-size: 13px; }
.cards dd { margin: 0; font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; }
.sheets { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 32px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--faint); font-weight: 500; }
tbody th { font-weight: 500; white-space: nowrap; }
.right { text-align: right; white-space: nowrap; }
.note { color: var(--faint); }
.formula { margin: 14px 0 14px 20px; font: 18px/1.5 'STIX Two Text', 'Cambria', 'Times New Roman', serif; }
.formula sub, .formula sup { font-size: 0.7em; line-height: 0; }
code { padding: 2px 5px; background: var(--ocean); font: 14px ui-monospace, 'SF Mono', Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 48px; color: var(--faint); font-size: 14px; }
svg .paper { fill: var(--paper); } svg .ocean { fill: var(--ocean); } svg .land { fill: var(--land); }
svg .border { stroke: var(--border); } svg .graticule, svg .rule, svg .frame { stroke: var(--rule); }
svg .ink { fill: var(--ink); } svg .faint { fill: var(--faint); }
svg .source { fill: var(--source); } svg .barycentre { fill: var(--barycentre); } svg .target, svg .threshold-name { fill: var(--target); }
svg .from { stop-color: var(--source); } svg .to { stop-color: var(--target); }
svg .curve { stroke: var(--source); } svg .threshold { stroke: var(--target); }
`;
