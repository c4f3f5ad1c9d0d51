/** A number that changes during training, such as a rate: a pure function of the step, which counts from 0. */
export type Schedule = (step: number) => number;
