import { availableParallelism, cpus } from 'node:os';

/** What figures depend on, and no more: nothing here names a particular machine. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly architecture: string;
  readonly node: string;
}

export function machine(): Machine {
  return {
    processor: processorFamily(cpus()[0]?.model ?? 'unknown'),
    cores: availableParallelism(),
    architecture: process.arch,
    node: process.versions.node,
  };
}

/** The family of a processor: "Intel Xeon Platinum" of "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz". */
export function processorFamily(model: string): string {
  const words = model
    .replace(/\((R|TM|C)\)/gi, '')
    .replace(/@.*$/, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^(CPU|Processor|Gen)$|-Core$|\d\d/i.test(word));
  return words.join(' ');
}
