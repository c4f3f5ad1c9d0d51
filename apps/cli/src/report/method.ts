import type { Solved } from '../transport/solved.js';
import { formatPower, formatQuantity } from './format.js';
import { type Markup, markup } from './markup.js';

const problem = markup`<math display="block"><munder><mi>min</mi><mi>P</mi></munder><mspace width="0.4em"/><munder><mo>∑</mo><mrow><mi>i</mi><mi>j</mi></mrow></munder><msub><mi>P</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub><mspace width="0.15em"/><msub><mi>C</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub><mo>+</mo><mi>ε</mi><mspace width="0.2em"/><mi>KL</mi><mo>(</mo><mi>P</mi><mspace width="0.2em"/><mo>|</mo><mspace width="0.2em"/><mi>a</mi><mo>⊗</mo><mi>b</mi><mo>)</mo><mspace width="1em"/><mtext>with</mtext><mspace width="0.5em"/><mi>P</mi><mn>1</mn><mo>=</mo><mi>a</mi><mo>,</mo><mspace width="0.5em"/><msup><mi>P</mi><mo>⊤</mo></msup><mn>1</mn><mo>=</mo><mi>b</mi></math>`;

const plan = markup`<math display="block"><msub><mi>P</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub><mo>=</mo><msub><mi>a</mi><mi>i</mi></msub><msub><mi>b</mi><mi>j</mi></msub><mi>exp</mi><mo>(</mo><mfrac><mrow><msub><mi>f</mi><mi>i</mi></msub><mo>+</mo><msub><mi>g</mi><mi>j</mi></msub><mo>−</mo><msub><mi>C</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub></mrow><mi>ε</mi></mfrac><mo>)</mo></math>`;

/** How the transport was computed: the problem, its solution, the parameters. */
export function method({ cost, weight, threshold, solution }: Solved): Markup {
  const weights = weight === undefined ? 'the same for all points of a side' : `the column ${weight}`;
  const form = solution.mode === 'log' ? 'in logarithmic form' : 'in kernel form, stabilised by absorption';
  return markup`<p>Entropic optimal transport: of all the plans P that move the weights a of the source points onto the weights b of the target points, the one that costs least, up to the regularisation ε. The cost C is the ${cost.name} cost, ${cost.formula}; the weights are ${weights}, with sum 1 on each side.</p>
${problem}
<p>Sinkhorn’s algorithm finds the potentials f and g of the solution</p>
${plan}
<p>by fitting the two marginals in turn, here ${form}, with ε = ${formatQuantity(solution.epsilon, cost.unit)}, until their L1 error is at most ${formatPower(threshold)}. The larger ε, the more a point’s mass is spread over several others.</p>`;
}
