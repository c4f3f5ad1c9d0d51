export function encode(bytes: Uint8Array): { frequent: string; text: string };
