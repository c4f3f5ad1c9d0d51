import { DomainError } from '@monge/ndarray';

/**
 * Refuses marginals that are held unequally. With the potentials p and q of OT_ρa(a, a) and OT_ρb(a, a), each held alike on both sides,
 *
 *   OT_ρa,ρb(a, a) − ½ OT_ρa(a, a) − ½ OT_ρb(a, a) ≥ ½ ε ⟨u − v, K (u − v)⟩,  u = a exp(p/ε), v = a exp(q/ε), K = exp(−C/ε),
 *
 * which is positive unless p = q: no combination of the three is a divergence, zero for equal measures.
 */
export function requireEqualTaus(tauA: number, tauB: number, caller: string): void {
  if (tauA === tauB) return;
  throw new DomainError(
    `${caller}: expected tauA and tauB equal (it is not zero for equal measures otherwise), got ${tauA} and ${tauB}; compare the costs that solve ` +
      'finds, or hold both alike',
  );
}
