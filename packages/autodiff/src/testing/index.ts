// Laws of derivatives.

export type { Differentiable } from './differentiable.js';
export type { DerivativeLaw, DerivativeOptions, DifferenceOptions } from './laws/law.js';
export { derivativeLaws } from './derivative-laws.js';
export { type CheckOptions, checkDerivatives } from './check-derivatives.js';
export { checkGradient, type GradientOptions } from './check-gradient.js';
export { checkLinear } from './check-linear.js';
export { checkPrimitive } from './check-primitive.js';

// Random programs to put to them.

export type { Program } from './programs/program.js';
export { type ProgramsConstraints, programs } from './programs/programs.js';
