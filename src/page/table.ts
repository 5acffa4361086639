import { html, type Markup } from "./markup.ts";

/** A table that may be wider than a phone scrolls by itself, also from the keyboard. */
export function scrollable(label: string, table: Markup): Markup {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${table}</div>`;
}
