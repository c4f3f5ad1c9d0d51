/** One line of a summary: what, how much, and a remark. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}
