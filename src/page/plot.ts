import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from "d3-scale";
import { html, type Markup } from "./markup.ts";
import { day } from "./words.ts";

const width = 360;
const right = 4;
const top = 8;
const foot = 20;
const glyph = 6.8;

/** What a chart over days is drawn on. */
export interface Plot {
  readonly x: ScaleBand<string>;
  readonly y: ScaleLinear<number, number>;
}

export interface PlotOptions {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly height: number;
  readonly days: readonly string[];
  readonly domain: readonly [number, number];
  readonly ticks: number;
  readonly show: (value: number) => string;
}

/** A picture with its two axes; `draw` fills it. It grows and shrinks with its place on the page. */
export function plot(options: PlotOptions, draw: (plot: Plot) => Markup): Markup {
  const { label, height, days, domain, ticks, show } = options;
  const y = scaleLinear()
    .domain(domain)
    .nice(ticks)
    .range([height - foot, top]);
  const marks = y.ticks(ticks).map((value) => ({ value, text: show(value) }));
  const left = 10 + glyph * Math.max(...marks.map(({ text }) => text.length));
  const x = scaleBand<string>()
    .domain(days)
    .range([left, width - right])
    .padding(0.2);
  const lines = marks.map(
    ({ value, text }) =>
      html`<path class="${value === 0 ? "zero" : "axis"}" d="M${r(left)} ${r(y(value))}H${width - right}"/><text x="${r(left - 6)}" y="${r(y(value) + 4)}" text-anchor="end">${text}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${lines}${draw({ x, y })}${dates(x, height)}</svg>`;
}

/** First and last day, and one in the middle where there is room for it. */
function dates(x: ScaleBand<string>, height: number): Markup {
  const days = x.domain();
  const last = days.length - 1;
  const shown = [...new Set(last < 4 ? [0, last] : [0, Math.floor(last / 2), last])];
  const texts = shown.map((at) => {
    const date = days[at] ?? "";
    const anchor = at === 0 ? "start" : at === last ? "end" : "middle";
    const shift = at === 0 ? 0 : at === last ? x.bandwidth() : x.bandwidth() / 2;
    return html`<text x="${r((x(date) ?? 0) + shift)}" y="${height - 4}" text-anchor="${anchor}">${day(date)}</text>`;
  });
  return html`${texts}`;
}

/** A filling of slanted lines: told apart from a plain one without colour. */
export function hatching(id: string, tone: string): Markup {
  return html`<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="${tone}" d="M0 0V5"/></pattern>`;
}

/** Coordinates to the hundredth: finer ones only make the page longer. */
export function r(value: number): number {
  return Math.round(value * 100) / 100;
}
