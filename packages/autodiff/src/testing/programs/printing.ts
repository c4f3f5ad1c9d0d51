import { type Argument, type Calls, type Language, language } from './language.js';
import { operations } from './operations.js';

/** A value as text: the expression that computes it. */
export interface Text {
  readonly text: string;
}

/** Programs, printed as TypeScript. */
export const printing: Language<Text> = /* @__PURE__ */ language(/* @__PURE__ */ printedCalls(), {
  constant: (elements, like) => text(`array(${show(elements)}, { dtype: ${like.text}.dtype })`),
  given: (name, _, x) => printed(name)(x),
  checkpointed: (f, { text: x }) => text(`checkpoint((each) => ${f(text('each')).text})(${x})`),
  tangent: (f, { text: x }, { text: t }) => text(`jvp((each) => ${f(text('each')).text}, [${x}], [${t}])[1]`),
  gradient: (f, { text: x }) => text(`grad((each) => ${f(text('each')).text})(${x})`),
  scanned: (step, { text: start }, { text: rows }, checkpoint) => {
    const [next, output] = step(text('carry'), text('row'));
    const body = `(carry, row) => [${next.text}, ${output.text}]`;
    return text(`scan(${body}, ${start}, ${rows}, ${show({ checkpoint })})[1]`);
  },
});

export function text(expression: string): Text {
  return { text: expression };
}

function printedCalls(): Calls<Text> {
  return Object.fromEntries(Object.keys(operations).map((name) => [name, printed(name)])) as Calls<Text>;
}

function printed(name: string): (...args: readonly Argument<Text>[]) => Text {
  return (...args) => text(`${name}(${args.map(show).join(', ')})`);
}

export function show(argument: Argument<Text>): string {
  if (typeof argument === 'string') return `'${argument}'`;
  if (typeof argument !== 'object' || argument === null) return String(argument);
  if (Array.isArray(argument)) return `[${argument.map(show).join(', ')}]`;
  if (isText(argument)) return argument.text;
  const options = Object.entries(argument).map(([option, value]) => `${option}: ${show(value)}`);
  return options.length === 0 ? '{}' : `{ ${options.join(', ')} }`;
}

/** Options of operations have other names. */
function isText(argument: object): argument is Text {
  return 'text' in argument;
}
