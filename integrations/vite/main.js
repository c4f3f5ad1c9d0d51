import { sinkhorn } from '@monge/sinkhorn';

const { cost } = sinkhorn([[0], [1]], [[0], [1]], { epsilon: 0.1 });
document.querySelector('output').textContent = String(cost);
