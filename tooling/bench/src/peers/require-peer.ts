import { createRequire } from 'node:module';

/** Loads a library of `tooling/bench/peers`, which lies outside the workspace; its types are given where it is loaded. */
export const requirePeer = createRequire(new URL('../../peers/package.json', import.meta.url));

/** The version of such a library: they are pinned. */
export function versionOf(name: string): string {
  const { dependencies }: { dependencies: Record<string, string> } = requirePeer('./package.json');
  return dependencies[name];
}
