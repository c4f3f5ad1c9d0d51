/**
 * Calls `refuse` with the first key that an object of a valid JSON text has twice. `JSON.parse` takes the last one in silence, and a file that
 * means different things to different readers means nothing.
 */
export function refuseRepeatedKeys(json: string, refuse: (key: string) => never): void {
  const objects: Set<string>[] = [];
  const colon = /\s*:/y;
  for (let at = 0; at < json.length; at++) {
    if (json[at] === '{') objects.push(new Set());
    else if (json[at] === '}') objects.pop();
    if (json[at] !== '"') continue;
    const start = at;
    while (json[++at] !== '"') if (json[at] === '\\') at++;
    colon.lastIndex = at + 1;
    if (!colon.test(json)) continue;
    // Parsed, since "\u0061" is "a".
    const key: string = JSON.parse(json.slice(start, at + 1));
    const keys = objects.at(-1)!;
    if (keys.has(key)) refuse(key);
    keys.add(key);
  }
}
