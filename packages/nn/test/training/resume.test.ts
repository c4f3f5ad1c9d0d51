import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { DomainError, DTypeError, type FloatDType, type NdArray } from '@monge/ndarray';
import { adam, type Checkpoint, decodeSafetensors, encodeSafetensors, fit, type Resumable } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { elements } from '../support/elements.js';
import { contents, network } from '../support/runs.js';

const dtypes: readonly FloatDType[] = ['float64', 'float32'];

describe('a run that is resumed', () => {
  it.each(dtypes)(
    'goes on from any checkpoint as if it had never stopped, to the bit, in %s',
    async (dtype) => {
      const options = network(dtype);
      const checkpoints: Checkpoint[] = [];
      const whole = await fit({
        ...options,
        checkpoint: { every: 7, save: (checkpoint) => void checkpoints.push(checkpoint) },
      });
      expect(whole.status).toBe('completed');
      expect(checkpoints.map(({ step }) => step)).toEqual([7, 14, 21, 28]);
      for (const checkpoint of checkpoints) {
        const resumed = await fit({ ...options, resume: checkpoint });
        expect(contents(resumed)).toEqual(contents(whole));
      }
      const dtypesOf = (tree: unknown) => namedLeaves(tree).map(([, leaf]) => (leaf as NdArray).dtype);
      expect(dtypesOf(whole.params)).toEqual([dtype, dtype, dtype, dtype, undefined]);
      expect(dtypesOf(whole.averaged)).toEqual([dtype, dtype, dtype, dtype, undefined]);
    },
  );

  it.each(dtypes)('goes on from a checkpoint that was cloned, or a file, in %s', async (dtype) => {
    const options = network(dtype);
    const whole = await fit(options);
    const stop = new AbortController();
    const { status, checkpoint } = await fit({
      ...options,
      signal: stop.signal,
      onProgress: ({ step }) => void (step === 11 && stop.abort()),
    });
    expect([status, checkpoint.step]).toEqual(['aborted', 11]);
    const cloned = structuredClone(withoutMethods(checkpoint)) as Checkpoint;
    const { tensors } = decodeSafetensors(encodeSafetensors(checkpoint));
    for (const resume of [cloned, tensors as Resumable]) {
      expect(contents(await fit({ ...options, resume }))).toEqual(contents(whole));
    }
  });

  it('loses nothing when it is aborted, again and again', async () => {
    const options = network('float32');
    const whole = await fit(options);
    let resume: Checkpoint | undefined;
    let runs = 0;
    for (;;) {
      const stop = new AbortController();
      const part = await fit({
        ...options,
        signal: stop.signal,
        onProgress: ({ step }) => void (step % 4 === 0 && stop.abort()),
        ...(resume === undefined ? {} : { resume }),
      });
      runs++;
      expect(part.losses.data).toEqual(whole.losses.data.subarray(0, part.checkpoint.step));
      resume = part.checkpoint;
      if (part.status === 'completed') break;
    }
    expect(runs).toBe(8);
    expect(elements(resume)).toEqual(elements(whole.checkpoint));
  });

  it('that was complete returns its result', async () => {
    const options = network('float32');
    const whole = await fit(options);
    expect(contents(await fit({ ...options, resume: whole.checkpoint }))).toEqual(contents(whole));
  });

  it('makes a run longer, into what it would have been', async () => {
    const options = network('float32');
    const { checkpoint: resume } = await fit(options);
    const longer = { ...options, steps: 47 };
    expect(contents(await fit({ ...longer, resume }))).toEqual(contents(await fit(longer)));
  });

  it('refuses a checkpoint that does not fit', async () => {
    const options = network('float32');
    const { checkpoint: resume } = await fit({ ...options, signal: AbortSignal.abort() });
    const { optimizer, ...usual } = options;
    expect(optimizer).toBeDefined();
    const { checkpoint: default30 } = await fit({ ...usual, signal: AbortSignal.abort() });
    await expect(fit({ ...usual, steps: 31, resume: default30 })).rejects.toThrow(
      'nn.fit: expected resume to be of a run of 31 steps, as this one, got one of 30, on which the rate of the default optimizer depends; give an optimizer to both',
    );
    const { checkpoint: last } = await fit(options);
    await expect(fit({ ...options, steps: 29, resume: last })).rejects.toThrow(
      'nn.fit: expected resume to be at one of the 29 steps of this run, got step 30; make steps larger',
    );
    await expect(fit({ ...options, key: 1, resume })).rejects.toThrow(
      /expected resume to be of a run with key \[1, 0\]/,
    );
    await expect(fit({ ...options, optimizer: adam(), resume })).rejects.toThrow(
      /same params, optimizer and ema, got no optimizer/,
    );
    const { ema: average, ...plain } = options;
    await expect(fit({ ...plain, resume })).rejects.toThrow(/got ema\.step, ema\.params\.layers.* besides/);
    expect(average).toBeDefined();
    await expect(fit({ ...network('float64'), resume })).rejects.toThrow(DTypeError);
    const narrower = mapLeaves(
      (leaf: NdArray | number) => (typeof leaf === 'number' ? leaf : [1]),
      options.params,
    );
    const loss = () => 0;
    await expect(fit({ ...options, params: narrower, loss, resume })).rejects.toThrow(
      /expected resume\.params\.layers\.0\.w of shape \[1\], as in a run with the same options, got \[2, 5\]/,
    );
    await expect(fit({ ...options, resume: { ...resume, step: 5 } })).rejects.toThrow(
      /resume\.losses of shape \[5\]/,
    );
    await expect(fit({ ...options, resume: { ...resume, step: 31 } })).rejects.toThrow(DomainError);
  });
});

/** As arrays come out of a message. */
function withoutMethods(tree: unknown): unknown {
  const bare = ({ data, shape, stride, offset }: NdArray) => ({ data, shape, stride, offset });
  return mapLeaves(
    (leaf: NdArray | number | number[]) => (typeof leaf === 'object' && 'data' in leaf ? bare(leaf) : leaf),
    tree,
  );
}
