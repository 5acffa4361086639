import { area, curveMonotoneX, line } from "d3-shape";
import { html, type Markup } from "./markup.ts";
import { hatching, plot, r } from "./plot.ts";

type Show = (value: number) => string;

/** A bar's day: its value (null: nothing known), and the most it was that day. */
export interface BarDay {
  readonly day: string;
  readonly value: number | null;
  readonly most: number | null;
}

/** A bar a day, with a line across where it stood higher in between. */
export function barChart(
  label: string,
  tone: "rows" | "metres",
  bars: readonly BarDay[],
  show: Show,
): Markup {
  const highest = Math.max(1, ...bars.map((one) => Math.max(one.value ?? 0, one.most ?? 0)));
  const days = bars.map((one) => one.day);
  const options = { label, height: 112, days, domain: [0, highest], ticks: 2, show } as const;
  return plot(options, ({ x, y }) => {
    const drawn = bars.map(({ day, value, most }) => {
      const from = r(x(day) ?? 0);
      const wide = r(x.bandwidth());
      if (value === null) {
        return html`<rect class="gap" x="${from}" y="${r(y(0) - 6)}" width="${wide}" height="5.5"/>`;
      }
      const bar =
        value > 0 &&
        html`<rect class="${tone}" x="${from}" y="${r(y(value))}" width="${wide}" height="${r(y(0) - y(value))}"/>`;
      const tick =
        most !== null &&
        most > value &&
        html`<path class="most" d="M${from} ${r(y(most))}h${wide}"/>`;
      return html`${bar}${tick}`;
    });
    return html`${drawn}`;
  });
}

/** A day with what was done, upwards, and what was taken back, downwards. */
export interface BothDay {
  readonly day: string;
  readonly up: number;
  readonly down: number;
}

/** Bars in two directions; those taken back are hatched. */
export function bothChart(label: string, bars: readonly BothDay[], show: Show): Markup {
  const up = Math.max(1, ...bars.map((one) => one.up));
  const down = Math.max(0, ...bars.map((one) => one.down));
  const options = {
    label,
    height: 200,
    days: bars.map((one) => one.day),
    domain: [-down, up],
    ticks: 4,
    show: (value: number) => show(Math.abs(value)),
  } as const;
  return plot(options, ({ x, y }) => {
    const drawn = bars.map((one) => {
      const at = html`x="${r(x(one.day) ?? 0)}" width="${r(x.bandwidth())}"`;
      const done =
        one.up > 0 &&
        html`<rect class="rows" ${at} y="${r(y(one.up))}" height="${r(y(0) - y(one.up))}"/>`;
      const back =
        one.down > 0 &&
        html`<rect class="back" fill="url(#back)" ${at} y="${r(y(0))}" height="${r(y(-one.down) - y(0))}"/>`;
      return html`${done}${back}`;
    });
    return html`<defs>${hatching("back", "hatch")}</defs>${drawn}`;
  });
}

/** A day with a size, and the part of it that could be given back. */
export interface SizeDayPoint {
  readonly day: string;
  readonly size: number;
  readonly part: number | null;
}

/** Size over time; the hatched area at the bottom is what a rewrite would give back. */
export function sizeChart(label: string, points: readonly SizeDayPoint[], show: Show): Markup {
  const highest = Math.max(...points.map((one) => one.size), Number.MIN_VALUE);
  const days = everyDay(points[0]?.day, points.at(-1)?.day);
  const options = { label, height: 200, days, domain: [0, highest], ticks: 4, show } as const;
  return plot(options, ({ x, y }) => {
    const middle = (one: SizeDayPoint) => (x(one.day) ?? 0) + x.bandwidth() / 2;
    const total = line<SizeDayPoint>(middle, (one) => y(one.size))
      .curve(curveMonotoneX)
      .digits(2);
    const part = area<SizeDayPoint>(middle, y(0), (one) => y(one.part ?? 0))
      .defined((one) => one.part !== null)
      .curve(curveMonotoneX)
      .digits(2);
    const last = points.at(-1);
    const dot =
      last && html`<circle class="rows" cx="${r(middle(last))}" cy="${r(y(last.size))}" r="3.5"/>`;
    return html`<defs>${hatching("give", "give-hatch")}</defs><path class="give" d="${part(points) ?? ""}"/><path class="size" d="${total(points) ?? ""}"/>${dot}`;
  });
}

/** All days of a stretch, also those without a size: time passes evenly on the page. */
function everyDay(first: string | undefined, last: string | undefined): readonly string[] {
  if (first === undefined || last === undefined) return [];
  const from = Date.parse(`${first}T00:00:00Z`);
  const number = Math.round((Date.parse(`${last}T00:00:00Z`) - from) / 86_400_000);
  return Array.from({ length: number + 1 }, (_, at) =>
    new Date(from + at * 86_400_000).toISOString().slice(0, 10),
  );
}
