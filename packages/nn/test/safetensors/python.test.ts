import { array, fromData } from '@monge/ndarray';
import { decodeSafetensors, encodeSafetensors } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/safetensors.json' with { type: 'json' };
import { bitsOf } from './bits.js';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** 0, 3, 6 … modulo 251: what tooling/fixtures/safetensors_files.py puts into its arrays. */
const whole = (...shape: number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return fromData(
    Float64Array.from({ length: size }, (_, i) => (3 * i) % 251),
    shape,
  );
};
const eighths = (...shape: number[]) => {
  const { data } = whole(...shape);
  return fromData(
    data.map((value) => value / 8),
    shape,
  );
};
const float32 = (...shape: number[]) => array(eighths(...shape), { dtype: 'float32' });

const own = {
  'tab\t"quote"\\': float32(2),
  ü: { '\u{1f600}': float32(2), '\uffee': float32(3) },
  step: 0,
  layers: { 2: { w: float32(5, 2), b: eighths(2) }, 10: { w: float32(3, 5) } },
  seeds: array(whole(2, 1), { dtype: 'uint32' }),
  none: float32(0, 4),
  counts: array(whole(3), { dtype: 'int32' }),
  codes: array(whole(7), { dtype: 'uint8' }),
  7: float32(1),
};

describe(`files of the Python library ${document.versions.safetensors}`, () => {
  it('have the bytes that ours have for the same content', () => {
    expect(encodeSafetensors(own, { metadata: { format: 'np ü' } })).toEqual(bytesOf(document.own));
  });

  it('are read', () => {
    const { tensors, metadata } = decodeSafetensors(bytesOf(document.own));
    expect(metadata).toEqual({ format: 'np ü' });
    expect(Object.keys(tensors)).toHaveLength(12);
    expect(bitsOf(tensors['layers.10.w'])).toEqual(bitsOf(own.layers[10].w));
    expect(bitsOf(tensors.seeds)).toEqual(bitsOf(own.seeds));
    expect(bitsOf(tensors.step)).toEqual(bitsOf(fromData(Float64Array.of(0), [])));
  });

  const { tensors } = decodeSafetensors(bytesOf(document.other.file));

  it.each(Object.entries(document.other.expected))('are read where they hold %s', (name, expected) => {
    const { data, dtype, shape } = tensors[name];
    expect(shape).toEqual(expected.shape);
    expect(dtype).toBe(expected.dtype);
    const values = expected.dtype === 'float32' ? new Uint32Array(data.buffer) : data;
    expect([...values]).toEqual(expected.values);
  });
});
