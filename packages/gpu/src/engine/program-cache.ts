import type { Program } from './program.js';
import { released } from './released.js';

/** Compiled programs by name; those that have not run for longest make room. */
export interface ProgramCache {
  get(name: string, compile: () => Program): Program;
  release(): void;
}

export function createProgramCache(most: number, caller: string): ProgramCache {
  const programs = new Map<string, Program>();
  let closed = false;
  return {
    get(name, compile) {
      if (closed) throw released(caller);
      const program = programs.get(name) ?? compile();
      programs.delete(name);
      programs.set(name, program);
      if (programs.size > most) {
        const [oldest, unused] = programs.entries().next().value!;
        programs.delete(oldest);
        unused.release();
      }
      return program;
    },
    release() {
      closed = true;
      for (const program of programs.values()) program.release();
      programs.clear();
    },
  };
}
