export { checkDerivatives } from '@monge/autodiff/testing';
