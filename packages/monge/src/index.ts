export * as autodiff from '@monge/autodiff';
export * as ndarray from '@monge/ndarray';
export * as executors from '@monge/ndarray/executors';
export * as linalg from '@monge/ndarray/linalg';
export * as special from '@monge/ndarray/special';
export * as nn from '@monge/nn';
export * as random from '@monge/random';
export * as sinkhorn from '@monge/sinkhorn';
