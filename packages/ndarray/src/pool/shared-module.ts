/** Where sections begin, and which one holds the imports. */
const HEADER = 8;
const IMPORTS = 2;
/** A memory among the imports, and its limits: a least size only, or both sizes and sharing. */
const MEMORY = 0x02;
const UNSHARED = 0x00;
const SHARED = 0x03;

/**
 * A module's bytes, with the one memory that it imports declared as shared, of `pages` (64 KiB) at most: all that WebAssembly asks of a module before
 * threads may share its memory (core specification, sections 5.3.7 and 5.5.5, and the threads proposal).
 */
export function withSharedMemory(bytes: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  let section = HEADER;
  let { value: size, end: start } = unsigned(bytes, section + 1);
  while (bytes[section] !== IMPORTS) {
    section = start + size;
    ({ value: size, end: start } = unsigned(bytes, section + 1));
  }
  const count = unsigned(bytes, start);
  const limits = afterName(bytes, afterName(bytes, count.end)) + 1;
  const end = start + size;
  if (count.value !== 1 || bytes[limits - 1] !== MEMORY || bytes[limits] !== UNSHARED) {
    throw new TypeError('expected a module that imports one memory and nothing else, and does not share it');
  }
  const least = bytes.subarray(limits + 1, end);
  const imports = [...bytes.subarray(start, limits), SHARED, ...least, ...encoded(pages)];
  const head = [...bytes.subarray(0, section + 1), ...encoded(imports.length), ...imports];
  const patched = new Uint8Array(head.length + bytes.length - end);
  patched.set(head);
  patched.set(bytes.subarray(end), head.length);
  return patched;
}

/** An unsigned integer in LEB128, and where it ends. */
function unsigned(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, end: at };
  }
}

function encoded(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 0x80, ...encoded(Math.floor(value / 128))];
}

/** Where a name ends that begins at `at`. */
function afterName(bytes: Uint8Array, at: number): number {
  const { value, end } = unsigned(bytes, at);
  return end + value;
}
