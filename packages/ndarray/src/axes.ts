/** One axis of an array or several of them; negative ones count from the last, which is −1. */
export type Axes = number | readonly number[];
