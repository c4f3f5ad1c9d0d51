import { type AsyncExecutorName, UnsupportedError } from '@monge/ndarray';
import type { GpuInstance, GpuJs } from './gpu-js.js';

/** A graphics processor, opened. */
export interface Device {
  readonly name: AsyncExecutorName;
  /** What the browser tells of it; may be empty. */
  readonly description: () => string;
  readonly gpu: GpuInstance;
  readonly library: GpuJs;
  /** How many numbers an array may have. */
  readonly largest: number;
  /** How long the axes of a matrix may be. */
  readonly longest: number;
  /**
   * Throws what the device has complained of since it was last asked: it computes on regardless, with zeros for what it has no memory for. Once it
   * has been taken away, throws always.
   */
  readonly expectNoFailure: () => void;
  /** Throws once it has been given back. */
  readonly expectOpen: () => void;
  /** Gives it back, with all that is on it. */
  readonly release: () => void;
}

/** @throws {UnsupportedError} when an array is too large for the device. */
export function expectRoom(device: Device, count: number, what: string, caller: string): void {
  if (count <= device.largest) return;
  throw new UnsupportedError(
    `${caller}: expected at most ${device.largest} numbers in ${what} (what an array holds on this device, by ${device.name}), got ${count}; split the ` +
      'work, or use an executor of @monge/ndarray/executors',
  );
}
