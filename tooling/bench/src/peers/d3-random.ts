import { type Absent, orAbsent } from './absent.js';
import { requirePeer, versionOf } from './require-peer.js';

/** As much of `d3-random` as the suites use. */
export interface D3Random {
  readonly version: string;
  /** Draws from the normal distribution, by the polar method over `Math.random`. */
  randomNormal(): () => number;
}

export function loadD3Random(): Promise<D3Random | Absent> {
  return orAbsent(() => {
    const { randomNormal }: Pick<D3Random, 'randomNormal'> = requirePeer('d3-random');
    return { version: versionOf('d3-random'), randomNormal };
  });
}
