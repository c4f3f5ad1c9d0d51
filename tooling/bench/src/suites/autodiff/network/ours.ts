import { fromData, type NdArray } from '@monge/ndarray';
import { mlp } from '@monge/nn';
import { joined } from '../../floats.js';
import type { LayerData } from './network.js';

/** The network as a user writes it: SiLU is what its hidden layers apply unless told otherwise. */
export function ourNetwork(network: readonly LayerData[]) {
  const hidden = network.slice(0, -1).map(({ outputs }) => outputs);
  const { inputs } = network[0];
  const { outputs } = network[network.length - 1];
  return mlp({ inputs, hidden, outputs });
}

/** Parameters, a gradient, or an update. */
export interface OurParameters {
  readonly layers: readonly { readonly w: NdArray<Float32Array>; readonly b: NdArray<Float32Array> }[];
}

/** In memory of their own, which a step may take over. */
export function ourParameters(network: readonly LayerData[]): OurParameters {
  const layers = network.map(({ inputs, outputs, w, b }) => ({
    w: fromData(w.slice(), [inputs, outputs]),
    b: fromData(b.slice(), [outputs]),
  }));
  return { layers };
}

export function joinedParameters({ layers }: OurParameters): Float64Array {
  return joined(layers.flatMap(({ w, b }) => [w.data, b.data]));
}
