import { initialisers } from '../transport/initialisers.js';
import type { Solved } from '../transport/solved.js';
import { rhoOf } from '../transport/taus.js';
import { formatNumber, formatPower, formatQuantity } from './format.js';
import { type Markup, markup } from './markup.js';
import { weightsInWords } from './mass-facts.js';

const P = markup`<var>P</var>`;
const sourceMarginal = markup`${P} 1`;
const targetMarginal = markup`${P}<sup>⊤</sup> 1`;
const objective = markup`min<sub>${P}</sub> ⟨${P}, <var>C</var>⟩ + <var>ε</var> KL(${P} | <var>a</var> ⊗ <var>b</var>)`;

const plan = markup`<p class="formula"><var>P<sub>ij</sub></var> = <var>a<sub>i</sub></var> <var>b<sub>j</sub></var> exp((<var>f<sub>i</sub></var> + <var>g<sub>j</sub></var> − <var>C<sub>ij</sub></var>) / <var>ε</var>)</p>`;

/** How the transport was computed: the problem, its solution, the parameters. */
export function method(solved: Solved): Markup {
  const { cost, weight, threshold, initialiser, solution } = solved;
  const weights = weight === undefined ? 'the same for all points of a side' : `the column ${weight}`;
  const form = solution.mode === 'log' ? 'in logarithmic form' : 'in kernel form, stabilised by absorption';
  const start = initialiser === undefined ? '' : `, from ${initialisers[initialiser]}`;
  const end =
    solution.status === 'converged'
      ? 'until their L1 error was at most'
      : 'which ended before their L1 error was at most';
  return markup`<p>Entropic optimal transport: of all the plans P that move the weights a of the source points onto the weights b of the target points, the one that costs least, up to the regularisation ε. The cost C is the ${cost.name} cost, ${cost.formula}; the weights are ${weights}, with ${weightsInWords(solved)}.</p>
${problem(solved)}
<p>Sinkhorn’s algorithm finds the potentials f and g of the solution</p>
${plan}
<p>by fitting the two marginals in turn${start}, carried along by the iterations before, here ${form}, with ε = ${formatQuantity(solution.epsilon, cost.unit)}, ${end} ${formatPower(threshold)}. The larger ε, the more a point’s mass is spread over several others.</p>
${divergence(solved)}${barycentre(solved)}`;
}

function problem({ cost, solution, balance }: Solved): Markup {
  const { tauA, tauB, epsilon } = solution.problem;
  if (balance === undefined) {
    return markup`<p class="formula">${objective} with ${sourceMarginal} = <var>a</var>, ${targetMarginal} = <var>b</var></p>`;
  }
  const quantity = (tau: number) => formatQuantity(rhoOf(tau, epsilon), cost.unit);
  const term = (side: 'a' | 'b', marginal: Markup) =>
    markup` + <var>ρ<sub>${side}</sub></var> KL(${marginal} | <var>${side}</var>)`;
  return markup`<p class="formula">${objective}${term('a', sourceMarginal)}${term('b', targetMarginal)}</p>
<p>The marginals of P may give way: mass is created and destroyed where that is cheaper than to move it. Here τ<sub>a</sub> = ${formatNumber(tauA)} and τ<sub>b</sub> = ${formatNumber(tauB)}, which by ρ = ετ / (1 − τ) makes ρ<sub>a</sub> = ${quantity(tauA)} and ρ<sub>b</sub> = ${quantity(tauB)}; an infinite ρ holds its marginal.</p>`;
}

function divergence({ cost, divergence, balance }: Solved): Markup | undefined {
  if (divergence === undefined) return undefined;
  const half = (side: string) => markup` − ½ OT(<var>${side}</var>, <var>${side}</var>)`;
  const masses = balance && markup` + ½ <var>ε</var> (Σ<var>a</var> − Σ<var>b</var>)²`;
  return markup`<p>The Sinkhorn divergence takes what the regularisation adds from that minimum, OT(a, b), and is 0 for equal sides:</p>
<p class="formula">OT(<var>a</var>, <var>b</var>)${half('a')}${half('b')}${masses} = ${formatQuantity(divergence.divergence, cost.unit)}</p>
`;
}

function barycentre({ cost, barycentre }: Solved): Markup | undefined {
  if (barycentre === undefined) return undefined;
  const { t, status, iterations } = barycentre;
  const end = status === 'converged' ? 'They came to rest' : 'They had not come to rest';
  return markup`<p>The points of the barycentre lie where the mean of the exact, unregularised costs W² is least:</p>
<p class="formula">min<sub><var>p</var></sub> ${formatNumber(1 - t)} W²(<var>a</var>, <var>p</var>) + ${formatNumber(t)} W²(<var>b</var>, <var>p</var>) = ${formatQuantity(barycentre.cost, cost.unit)}</p>
<p>${end} after ${formatNumber(iterations)} rounds of plans and means.</p>
`;
}
