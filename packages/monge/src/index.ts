export * as ndarray from '@monge/ndarray';
export * as random from '@monge/random';
export * as sinkhorn from '@monge/sinkhorn';
