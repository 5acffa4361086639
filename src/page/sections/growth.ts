import { sizeChart } from "../charts.ts";
import type { SizeDay, StatusPage, TableSize } from "../facts.ts";
import { html, identifier, type Markup } from "../markup.ts";
import { scrollable } from "../table.ts";
import { bytes, day, moment, scaleOf } from "../words.ts";

/** What the database weighs, how it grew, and what rewrites would give back. */
export function growth({ taken_at, days, tables }: StatusPage["growth"]): Markup {
  const last = days.at(-1);
  return html`<section id="growth" aria-labelledby="growth-title">
<h2 id="growth-title">Growth and bloat</h2>
${last === undefined || taken_at === null ? html`<p class="lead">No data yet: sizes are kept once a day, by job samples or <code>select ops.note_sizes()</code>.</p>` : measured(days, last, tables, taken_at)}
</section>`;
}

function measured(
  days: readonly SizeDay[],
  last: SizeDay,
  tables: readonly TableSize[],
  takenAt: string,
): Markup {
  const first = days[0] ?? last;
  const grew = Number(last.database) - Number(first.database);
  const since =
    first === last
      ? ""
      : `, ${grew < 0 ? "less" : "more"} by ${bytes(Math.abs(grew))} since ${day(first.day)}`;
  const give =
    last.reclaimable === null
      ? "what rewrites would give back is not known"
      : `rewrites would give back ${bytes(last.reclaimable)} (${share(last.reclaimable, last.database)})`;
  return html`<p class="lead">${bytes(last.database)}${since}; ${give}. This package itself: ${last.package === null ? "not known" : `${bytes(last.package)} (${share(last.package, last.database)})`}. Measured ${moment(takenAt)}.</p>
<div class="two"><div class="card">${chart(days, last)}${key}<details><summary>Numbers by day</summary>${numbers(days)}</details></div>
<div class="card">${tables.length === 0 ? html`<p>No table of the application reaches 1 MB.</p>` : table(tables, first.day)}</div></div>`;
}

function chart(days: readonly SizeDay[], last: SizeDay): Markup {
  const { unit, divisor } = scaleOf(Math.max(...days.map((one) => Number(one.database))));
  const points = days.map((one) => ({
    day: one.day,
    size: Number(one.database) / divisor,
    part: one.reclaimable === null ? null : Number(one.reclaimable) / divisor,
  }));
  const label = `Size of the database by day; now ${bytes(last.database)}`;
  return sizeChart(label, points, (value) => `${value} ${unit}`);
}

const key = html`<p class="key"><span><svg viewBox="0 0 18 14" aria-hidden="true"><path class="size" d="M0 7h18"/></svg>size of the database</span><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="give" x="1" y="1" width="16" height="12"/></svg>of it, what rewrites would give back</span></p>`;

function numbers(days: readonly SizeDay[]): Markup {
  const rows = days.toReversed().map(
    (
      one,
    ) => html`<tr><th scope="row">${day(one.day)}</th><td class="number">${bytes(one.database)}</td><td class="number">${one.reclaimable === null ? "–" : bytes(one.reclaimable)}</td><td class="number">${one.package === null ? "–" : bytes(one.package)}</td></tr>
`,
  );
  return scrollable(
    "Sizes by day",
    html`<table><thead><tr><th scope="col">Day</th><th scope="col" class="number">Database</th><th scope="col" class="number">Give back</th><th scope="col" class="number">Package</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function table(tables: readonly TableSize[], first: string): Markup {
  const rows = tables.slice(0, 10).map(
    (
      one,
    ) => html`<tr><th scope="row">${identifier(one.relation)}<span class="phone small soft">${grown(one, first)}</span></th><td class="number">${bytes(one.bytes)}</td><td class="number spare">${grown(one, first)}</td><td class="number">${one.reclaimable === null ? "–" : html`${bytes(one.reclaimable)}<br><span class="small soft">${share(one.reclaimable, one.bytes)}</span>`}</td></tr>
`,
  );
  return scrollable(
    "Largest tables",
    html`<table><caption>Largest tables, and how they grew since ${day(first)}</caption><thead><tr><th scope="col">Table</th><th scope="col" class="number">Size</th><th scope="col" class="number spare">Grew</th><th scope="col" class="number">Give back</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function grown({ grew, since }: TableSize, first: string): string {
  if (grew === null || since === null) return "–";
  const text = `${Number(grew) > 0 ? "+" : ""}${bytes(grew)}`;
  return since === first ? text : `${text} since ${day(since)}`;
}

function share(part: number | string, whole: number | string): string {
  return `${((100 * Number(part)) / Math.max(1, Number(whole))).toFixed(1)} %`;
}
