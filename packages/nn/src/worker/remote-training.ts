import type { PackedThrown } from './thrown.js';

/** What a worker does for whoever called it: one training, over a channel of its own. */
export interface RemoteTraining {
  run(message: { readonly config: unknown }, report: Report | undefined): Promise<Outcome>;
  abort(message: { readonly reason: PackedThrown }): void;
}

/** Takes what is reported in the worker. */
export type Report = (message: { readonly progress: unknown }) => void;

/** How a training ended. */
export type Outcome =
  | { readonly status: 'returned'; readonly result: unknown }
  | { readonly status: 'threw'; readonly thrown: PackedThrown };

/** The first message: the worker's end of the channel. */
export interface Invitation {
  readonly 'monge.training': MessagePort;
}

export function isInvitation(message: unknown): message is Invitation {
  return typeof message === 'object' && message !== null && 'monge.training' in message;
}
