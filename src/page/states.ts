import { html, type Markup } from "./markup.ts";

/** How a state looks: its colour class, its words and its sign. Each sign has a shape of its own. */
interface Look {
  readonly tone: string;
  readonly words: string;
  readonly sign: Markup;
}

const signs = {
  octagon: html`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>`,
  triangle: html`<path d="M8 1.5 15.5 14.5H.5z" fill="currentColor"/>`,
  diamond: html`<path d="M8 1 15 8 8 15 1 8z" fill="currentColor"/>`,
  square: html`<path d="M2.5 2.5h11v11h-11z" fill="currentColor"/>`,
  tick: html`<path d="M2.5 8.5 6.5 12.5 13.5 4" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  ring: html`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>`,
  dash: html`<path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  cross: html`<path d="M3 3l10 10M13 3 3 13" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  clock: html`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 4.5V8l2.5 1.5" fill="none" stroke="currentColor" stroke-width="1.75"/>`,
} as const;

const looks: Readonly<Record<string, Look>> = {
  P0: { tone: "p0", words: "P0 critical", sign: signs.octagon },
  P1: { tone: "p1", words: "P1 high", sign: signs.triangle },
  P2: { tone: "p2", words: "P2 medium", sign: signs.diamond },
  P3: { tone: "p3", words: "P3 low", sign: signs.square },
  clean: { tone: "clean", words: "clean", sign: signs.tick },
  unknown: { tone: "unknown", words: "could not be checked", sign: signs.ring },
  none: { tone: "none", words: "no data", sign: signs.dash },
  "nothing could run": { tone: "unknown", words: "could not be checked", sign: signs.ring },
  "never checked": { tone: "none", words: "never checked", sign: signs.dash },
  open: { tone: "p1", words: "open", sign: signs.clock },
  acknowledged: { tone: "p3", words: "answered", sign: signs.tick },
  resolved: { tone: "clean", words: "resolved", sign: signs.tick },
  ok: { tone: "clean", words: "ok", sign: signs.tick },
  done: { tone: "clean", words: "done", sign: signs.tick },
  running: { tone: "p3", words: "running", sign: signs.clock },
  overdue: { tone: "p1", words: "overdue", sign: signs.clock },
  refused: { tone: "p2", words: "refused", sign: signs.dash },
  failed: { tone: "p1", words: "failed", sign: signs.cross },
  interrupted: { tone: "p1", words: "interrupted", sign: signs.cross },
  "never run": { tone: "none", words: "never run", sign: signs.dash },
  disabled: { tone: "none", words: "disabled", sign: signs.dash },
};

function lookOf(state: string): Look {
  return looks[state] ?? { tone: "unknown", words: state, sign: signs.ring };
}

/** Colour class of a state. */
export function toneOf(state: string): string {
  return lookOf(state).tone;
}

/** A state in words. */
export function wordsOf(state: string): string {
  return lookOf(state).words;
}

/** The sign alone, where the words stand beside it. */
export function sign(state: string): Markup {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${lookOf(state).sign}</svg>`;
}

/** A state as sign and words. */
export function chip(state: string): Markup {
  const { tone, words } = lookOf(state);
  const [level, rest] = /^P\d /.test(words) ? [words.slice(0, 2), words.slice(3)] : [words, ""];
  return html`<span class="chip ${tone}">${sign(state)}${level}${rest !== "" && html`<span class="rest">${rest}</span>`}</span>`;
}
