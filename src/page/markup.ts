declare const brand: unique symbol;

/** Text that is HTML already. Only `html` makes it, so nothing else gets onto a page unescaped. */
export interface Markup {
  readonly [brand]: true;
  toString(): string;
}

type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A template whose values are escaped, except those that are markup themselves. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const text = strings.reduce((done, string, at) => done + insert(values[at - 1]) + string);
  return markup(text);
}

/** Text that people or the application wrote: its writing direction cannot reach beyond it. */
export function said(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}

/** A name of an object, which may be broken behind each underscore and point. */
export function identifier(name: string): Markup {
  const parts = name.split(/(?<=[_.])/).map((part, at) => html`${at > 0 && html`<wbr>`}${part}`);
  return html`<bdi>${parts}</bdi>`;
}

/** Escapes for text and for attribute values in quotes alike. */
export function escaped(text: string): string {
  return text.replace(unsafe, (character) => entities[character] ?? "\uFFFD");
}

// Control characters are no part of HTML, and a lone surrogate is no character at all.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  /[&<>"'`]|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function insert(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  if (isList(part)) return part.map(insert).join("");
  return part.toString();
}

function isList(part: Markup | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

function markup(text: string): Markup {
  const made = Object.freeze({ toString: () => text });
  return made as Markup;
}
