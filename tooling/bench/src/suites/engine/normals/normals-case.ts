import type { FloatDType } from '@monge/ndarray';
import { type Contender, timed } from '../../../contender.js';
import type { Case } from '../../../suite.js';
import { rate } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { short } from '../../floats.js';
import { names } from '../contenders.js';
import { boxMuller, d3Normals, numpyTsNormals } from './loops.js';
import { ourNormals } from './ours.js';
import { requireNormal } from './require-normal.js';

export const BOX_MULLER = 'Box–Muller, Math.random';

export function normalsName(n: number, dtype: FloatDType): string {
  return `normals ${short[dtype]} n=${n.toExponential().replace('+', '')}`;
}

/** n draws from the standard normal distribution. Everybody has a generator of its own, so only their moments are checked. */
export function normalsCase(n: number, dtype: FloatDType): Case {
  return {
    name: normalsName(n, dtype),
    unit: rate('M normals/s', n / 1e6),
    line: { table: 'Standard normals', label: `${dtype}, n = ${n.toExponential().replace('+', '')}` },
    async prepare({ d3Random, numpyTs, numpy, pytorch }) {
      const { one, two, close } = await openEngines();
      const contender = (name: string, draw: () => ArrayLike<number>): Contender => {
        requireNormal(name, draw());
        return timed(draw);
      };
      const inPython = async (name: string, library: typeof numpy) => {
        const job = await library?.open('normals', {}, { n, dtype });
        if (job) requireNormal(name, job.result ?? []);
        return job;
      };
      // It draws float64 only.
      const tensors = dtype === 'float64' ? numpyTs : undefined;
      return {
        ours: contender(names.ours, ourNormals(n, dtype, one)),
        peers: {
          [names.twoThreads]: contender(names.twoThreads, ourNormals(n, dtype, two)),
          [names.plainOurs]: contender(names.plainOurs, ourNormals(n, dtype)),
          [BOX_MULLER]: contender(BOX_MULLER, boxMuller(n, dtype)),
          'd3-random': d3Random && contender('d3-random', d3Normals(d3Random, n, dtype)),
          'numpy-ts': tensors && contender('numpy-ts', numpyTsNormals(tensors, n)),
          NumPy: await inPython('NumPy', numpy),
          PyTorch: await inPython('PyTorch', pytorch),
        },
        close,
      };
    },
  };
}
