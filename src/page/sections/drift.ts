import { barChart } from "../charts.ts";
import type { Amount, Area, AreaDay, Rule } from "../facts.ts";
import { html, identifier, type Markup, said } from "../markup.ts";
import { chip, wordsOf } from "../states.ts";
import { scrollable } from "../table.ts";
import { count, day, metres, plural } from "../words.ts";

/** How broken rows and their metres went up and down, area by area, and the rules behind it now. */
export function drift(areas: readonly Area[], rules: readonly Rule[]): Markup {
  const moved = areas.filter(({ history }) => history.some((one) => Number(one.rows_high) > 0));
  const still = areas.filter((one) => !moved.includes(one) && one.rules > 0);
  const broken = rules.filter(({ rows }) => Number(rows) > 0);
  const none = areas.every((one) => one.rules === 0);
  return html`<section id="drift" aria-labelledby="drift-title">
<h2 id="drift-title">Drift</h2>
${none ? html`<p class="lead">No data yet: a recorded check keeps how many rows are broken.</p>` : html`<p class="lead">Broken rows and their metres at the end of each day.${still.length > 0 && ` Nothing was broken in: ${still.map(({ title }) => lowered(title)).join(", ")}.`}</p>`}
${moved.length > 0 && html`<ul class="cards loose">${moved.map(card)}</ul>`}
${moved.length > 0 && key}
${broken.length > 0 && table(broken)}
</section>`;
}

const key = html`<p class="key"><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="rows" width="18" height="14"/></svg>rows</span><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="metres" width="18" height="14"/></svg>metres</span><span><svg viewBox="0 0 18 14" aria-hidden="true"><path class="most" d="M0 7h18"/></svg>the most at any time of that day</span><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="gap" x="1" y="6" width="16" height="7"/></svg>not checked yet</span></p>`;

function card({ area, title, history }: Area): Markup {
  const inMetres = history.some((one) => Number(one.metres_high) > 0);
  return html`<li class="card"><header><h3>${title}</h3></header>
${chart(`${title}: broken rows by day`, "rows", history, count)}
${inMetres && chart(`${title}: metres of broken rows by day`, "metres", history, (value) => `${count(value)} m`)}
<details><summary>Numbers by day</summary>${numbers(area, title, history, inMetres)}</details></li>
`;
}

function chart(
  label: string,
  tone: "rows" | "metres",
  history: readonly AreaDay[],
  show: (value: number) => string,
): Markup {
  const days = history.map((one) => ({
    day: one.day,
    value: numeric(one[tone]),
    most: numeric(one[`${tone}_high`]),
  }));
  const last = days.at(-1)?.value ?? 0;
  const most = Math.max(0, ...days.map((one) => one.most ?? 0));
  return barChart(`${label}; now ${show(last)}, at most ${show(most)}`, tone, days, show);
}

function numbers(area: string, title: string, history: readonly AreaDay[], inMetres: boolean) {
  const rows = history.toReversed().map(
    (
      one,
    ) => html`<tr><th scope="row">${day(one.day)}</th><td>${wordsOf(one.state)}${(one.unknown ?? 0) > 0 && one.state !== "unknown" && html`, ${plural(one.unknown ?? 0, "rule")} could not run`}</td><td class="number">${or(one.rows, count)}</td><td class="number">${or(one.rows_high, count)}</td>${inMetres && html`<td class="number">${or(one.metres, metres)}</td>`}</tr>
`,
  );
  return scrollable(
    `${title}: numbers by day`,
    html`<table id="numbers-${area}"><thead><tr><th scope="col">Day</th><th scope="col">Worst</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Most</th>${inMetres && html`<th scope="col" class="number">Metres</th>`}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function table(broken: readonly Rule[]): Markup {
  const gravest = broken.toSorted(
    (one, two) =>
      one.severity.localeCompare(two.severity) ||
      Number(two.metres) - Number(one.metres) ||
      Number(two.rows) - Number(one.rows),
  );
  const rows = gravest.map(
    (
      one,
    ) => html`<tr><th scope="row">${said(one.title)}<br><span class="small soft">${identifier(one.rule)}</span></th><td>${chip(one.severity)}</td><td class="number">${count(one.rows)}</td><td class="number spare">${Number(one.metres) > 0 ? metres(one.metres) : "–"}</td><td class="spare when">${day(one.since)}</td></tr>
`,
  );
  return html`<div class="card wide">${scrollable(
    "Rules with broken rows",
    html`<table><caption>What is broken now</caption><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col" class="number">Rows</th><th scope="col" class="number spare">Metres</th><th scope="col" class="spare">So since</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}</div>`;
}

function numeric(value: Amount | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function or(value: Amount | null | undefined, show: (value: Amount) => string): string {
  return value === null || value === undefined ? "–" : show(value);
}

/** "sign-in" of "Sign-in", but "API limits" as it is. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
