import type { AsyncPairwise, PairwiseCosts } from '@monge/ndarray';
import type { Device } from '../engine/device.js';
import { gather } from './gather.js';
import { layOutTogether } from './gathered-layout.js';
import { gpuPairwise } from './gpu-pairwise.js';
import { shapeOf } from './layout.js';
import { createPack } from './pack.js';
import { pairwiseOfPack } from './pairwise-of-pack.js';

const caller = 'gpu.pairwiseBatch';

/** Problems with more points on a side are left alone: one of them keeps the device busy, its others cut into chunks. */
const LONGEST = 2048;

/** Rows, or columns, in a pack: those of ten steps are read at once. */
const MOST_LINES = 2 ** 19;

/** Coordinates, or stored costs, in a pack: their indices are exact in float32 as far as 2^24, and several programs have copies of them. */
const MOST_NUMBERS = 2 ** 22;

/** Programs are for a number of steps, of which there are ten at most between two looks, and fewer at the end. */
const MOST_PROGRAMS = 8;

/** The pairwise kernels of many problems on a device. Small ones of one sort run together, in packs. */
export function gpuPairwiseBatch(device: Device, costs: readonly PairwiseCosts[]): readonly AsyncPairwise[] {
  const loaded = new Array<AsyncPairwise>(costs.length);
  for (const members of packsOf(costs)) {
    const pairwises = loadPack(
      device,
      members.map((k) => costs[k]),
    );
    for (const [nth, k] of members.entries()) loaded[k] = pairwises[nth];
  }
  return loaded;
}

function loadPack(device: Device, costs: readonly PairwiseCosts[]): readonly AsyncPairwise[] {
  if (costs.length === 1) return [gpuPairwise(device, costs[0])];
  const pack = createPack(device, costs[0], layOutTogether(costs), MOST_PROGRAMS, caller);
  return pairwiseOfPack(pack, gather, caller);
}

/** Which problems run together, by index. */
function packsOf(costs: readonly PairwiseCosts[]): number[][] {
  const packs: number[][] = [];
  const open = new Map<string, { readonly members: number[]; lines: number; numbers: number }>();
  for (const [k, each] of costs.entries()) {
    const [rows, columns] = shapeOf(each);
    const lines = Math.max(rows, columns);
    if (lines > LONGEST) {
      packs.push([k]);
      continue;
    }
    const sort = each.kind === 'stored' ? 'stored' : `${each.kind} ${each.dimension}`;
    const numbers = each.kind === 'stored' ? rows * columns : lines * each.dimension;
    let pack = open.get(sort);
    if (pack === undefined || pack.lines + lines > MOST_LINES || pack.numbers + numbers > MOST_NUMBERS) {
      pack = { members: [], lines: 0, numbers: 0 };
      open.set(sort, pack);
      packs.push(pack.members);
    }
    pack.members.push(k);
    pack.lines += lines;
    pack.numbers += numbers;
  }
  return packs;
}
