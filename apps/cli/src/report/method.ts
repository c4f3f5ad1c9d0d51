import type { Solved } from '../transport/solved.js';
import { formatPower, formatQuantity } from './format.js';
import { type Markup, markup } from './markup.js';

const problem = markup`<p class="formula">min<sub><var>P</var></sub> ⟨<var>P</var>, <var>C</var>⟩ + <var>ε</var> KL(<var>P</var> | <var>a</var> ⊗ <var>b</var>) with <var>P</var> 1 = <var>a</var>, <var>P</var><sup>⊤</sup> 1 = <var>b</var></p>`;

const plan = markup`<p class="formula"><var>P<sub>ij</sub></var> = <var>a<sub>i</sub></var> <var>b<sub>j</sub></var> exp((<var>f<sub>i</sub></var> + <var>g<sub>j</sub></var> − <var>C<sub>ij</sub></var>) / <var>ε</var>)</p>`;

/** How the transport was computed: the problem, its solution, the parameters. */
export function method({ cost, weight, threshold, solution }: Solved): Markup {
  const weights = weight === undefined ? 'the same for all points of a side' : `the column ${weight}`;
  const form = solution.mode === 'log' ? 'in logarithmic form' : 'in kernel form, stabilised by absorption';
  const end =
    solution.status === 'converged'
      ? 'until their L1 error was at most'
      : 'which ended before their L1 error was at most';
  return markup`<p>Entropic optimal transport: of all the plans P that move the weights a of the source points onto the weights b of the target points, the one that costs least, up to the regularisation ε. The cost C is the ${cost.name} cost, ${cost.formula}; the weights are ${weights}, with sum 1 on each side.</p>
${problem}
<p>Sinkhorn’s algorithm finds the potentials f and g of the solution</p>
${plan}
<p>by fitting the two marginals in turn, carried along by momentum, here ${form}, with ε = ${formatQuantity(solution.epsilon, cost.unit)}, ${end} ${formatPower(threshold)}. The larger ε, the more a point’s mass is spread over several others.</p>`;
}
