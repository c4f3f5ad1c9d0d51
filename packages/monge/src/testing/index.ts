export * as autodiff from '@monge/autodiff/testing';
export * as ndarray from '@monge/ndarray/testing';
export * as random from '@monge/random/testing';
export * as sinkhorn from '@monge/sinkhorn/testing';
