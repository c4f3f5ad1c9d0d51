/** A network of Ho et al. (2020), appendix B. */
export interface DdpmSizes {
  readonly channels: number;
  readonly features: readonly number[];
  readonly blocks: number;
  readonly attention: readonly number[];
}

/** How many parameters it has, as their program makes them one after another. */
export function ddpmSize({ channels, features, blocks, attention }: DdpmSizes): number {
  const condition = 4 * features[0];
  const dense = (from: number, to: number): number => from * to + to;
  const convolution = (from: number, to: number): number => 9 * from * to + to;
  const norm = (width: number): number => 2 * width;
  const attend = (width: number): number => norm(width) + 4 * dense(width, width);
  const residual = (from: number, to: number): number =>
    norm(from) +
    convolution(from, to) +
    dense(condition, to) +
    norm(to) +
    convolution(to, to) +
    (from === to ? 0 : dense(from, to));

  let total = dense(features[0], condition) + dense(condition, condition);
  total += convolution(channels, features[0]);
  const skips = [features[0]];
  let width = features[0];
  for (const [level, next] of features.entries()) {
    for (let k = 0; k < blocks; k++) {
      total += residual(width, next) + (attention.includes(level) ? attend(next) : 0);
      width = next;
      skips.push(width);
    }
    if (level === features.length - 1) break;
    total += convolution(width, width);
    skips.push(width);
  }
  total += 2 * residual(width, width) + attend(width);
  for (let level = features.length - 1; level >= 0; level--) {
    for (let k = 0; k <= blocks; k++) {
      total += residual(width + (skips.pop() ?? 0), features[level]);
      width = features[level];
      total += attention.includes(level) ? attend(width) : 0;
    }
    if (level > 0) total += convolution(width, width);
  }
  return total + norm(width) + convolution(width, channels);
}
