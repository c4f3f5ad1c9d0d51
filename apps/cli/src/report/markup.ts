import { escapeUTF8 } from 'entities';

/** Finished HTML or SVG, as opposed to text that has yet to be escaped. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes between its literals: text and numbers are escaped, markup is not, lists are joined. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** A template of HTML or SVG whose interpolations cannot break out of it. */
export function markup(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: String.raw({ raw: literals }, ...contents.map(render)) };
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string' || typeof content === 'number') return escapeUTF8(String(content));
  return 'markup' in content ? content.markup : content.map(render).join('');
}
