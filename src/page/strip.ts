import { scaleBand } from "d3-scale";
import type { AreaDay } from "./facts.ts";
import { html, type Markup } from "./markup.ts";
import { toneOf, wordsOf } from "./states.ts";
import { day, plural } from "./words.ts";

const width = 330;
const height = 26;

/** Height of a day's bar: the graver the higher, so that it can be read without colour. */
const heights: Readonly<Record<string, number>> = {
  P0: 24,
  P1: 19,
  P2: 14,
  P3: 9,
  unknown: 9,
  clean: 4,
};

/** One bar a day: the worst state of an area over time. */
export function strip(title: string, days: readonly AreaDay[]): Markup {
  const place = scaleBand<string>()
    .domain(days.map(({ day: date }) => date))
    .range([0, width])
    .paddingInner(0.25);
  const bars = days.map(({ day: date, state }) => {
    const tall = heights[state] ?? 1.5;
    const hollow = state === "unknown" ? 0.75 : 0;
    return html`<rect class="${toneOf(state)}" x="${round((place(date) ?? 0) + hollow)}" y="${height - tall + hollow}" width="${round(place.bandwidth() - 2 * hollow)}" height="${tall - 2 * hollow}"><title>${day(date)}: ${wordsOf(state)}</title></rect>`;
  });
  return html`<svg class="strip" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}, ${inWords(days)}">${bars}</svg>`;
}

/** "the last 30 days: P1 high on 3 days, clean on 27 days". */
export function inWords(days: readonly AreaDay[]): string {
  const states = Object.keys(order).filter((state) => days.some((one) => one.state === state));
  const parts = states.map((state) => {
    const number = days.filter((one) => one.state === state).length;
    return `${wordsOf(state)} on ${plural(number, "day")}`;
  });
  return `the last ${plural(days.length, "day")}: ${parts.join(", ")}`;
}

const order = { P0: 0, P1: 1, P2: 2, P3: 3, unknown: 4, clean: 5, none: 6 } as const;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
