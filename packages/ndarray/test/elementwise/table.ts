import type { FloatDType, MapOperation } from '@monge/ndarray';
import document from './fixtures/elementwise.json' with { type: 'json' };

type Column = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** Arguments, and the values of a function there, correctly rounded to the element type: from tooling/fixtures/elementwise.py. */
export interface Table {
  readonly x: Column;
  /** The exponents, where the function is a power; NaN otherwise. */
  readonly y: Column;
  readonly values: Column;
}

export function table(dtype: FloatDType, name: MapOperation | 'power'): Table {
  const all: readonly (readonly (number | string)[])[] = document[dtype][name];
  const column = (at: number): Column => {
    const numbers = all.map((row) => Number(row.at(at)));
    return dtype === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
  };
  return { x: column(0), y: column(1), values: column(-1) };
}
