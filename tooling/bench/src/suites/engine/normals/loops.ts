import type { FloatDType } from '@monge/ndarray';
import type { D3Random } from '../../../peers/d3-random.js';
import type { NumpyTs } from '../../../peers/numpy-ts.js';

type Draw = () => ArrayLike<number>;

/** What a programmer writes without a library: both normals of each pair of uniform numbers. */
export function boxMuller(n: number, dtype: FloatDType): Draw {
  const z = empty(n, dtype);
  return () => {
    for (let i = 0; i < n; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
      const angle = 2 * Math.PI * Math.random();
      z[i] = radius * Math.cos(angle);
      z[i + 1] = radius * Math.sin(angle);
    }
    return z;
  };
}

export function d3Normals({ randomNormal }: D3Random, n: number, dtype: FloatDType): Draw {
  const draw = randomNormal();
  const z = empty(n, dtype);
  return () => {
    for (let i = 0; i < n; i++) z[i] = draw();
    return z;
  };
}

export function numpyTsNormals({ np }: NumpyTs, n: number): Draw {
  let last = np.random.standard_normal([n]);
  return () => {
    last.dispose();
    last = np.random.standard_normal([n]);
    return last.data;
  };
}

function empty(n: number, dtype: FloatDType) {
  return dtype === 'float32' ? new Float32Array(n) : new Float64Array(n);
}
