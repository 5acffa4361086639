import { bothChart } from "../charts.ts";
import type { Night, RepairDay, Run, StatusPage } from "../facts.ts";
import { html, identifier, type Markup, said } from "../markup.ts";
import { chip } from "../states.ts";
import { scrollable } from "../table.ts";
import { count, day, metres, moment, plural } from "../words.ts";

/** What was repaired and what was taken back, and how far the nightly plans can be trusted. */
export function repairs({ count: all, days, runs, nights }: StatusPage["repairs"]): Markup {
  return html`<section id="repairs" aria-labelledby="repairs-title">
<h2 id="repairs-title">Repairs and undos</h2>
${all === 0 ? html`<p class="lead">Nothing was repaired in the last ${plural(days.length, "day")}.</p>` : course(days, runs, all)}
${nights.length > 0 && evidence(nights)}
</section>`;
}

function course(days: readonly RepairDay[], runs: readonly Run[], all: number): Markup {
  const sum = (of: (one: RepairDay) => number | string) =>
    days.reduce((total, one) => total + Number(of(one)), 0);
  const applied = sum((one) => one.applied);
  const undone = sum((one) => one.undone);
  const notDone = sum((one) => one.not_done);
  const text = `${plural(applied, "row")} repaired (${metres(sum((one) => one.applied_metres))}), ${count(undone)} taken back (${metres(sum((one) => one.undone_metres))})`;
  const label = `Rows repaired and taken back by day: ${applied} repaired, ${undone} taken back`;
  const bars = days.map((one) => ({ day: one.day, up: one.applied, down: one.undone }));
  return html`<p class="lead">In ${plural(days.length, "day")}: ${plural(all, "run")}, ${text}${notDone > 0 && `; ${plural(notDone, "run")} refused or broken off`}.</p>
<div class="two"><div class="card">${bothChart(label, bars, count)}${key}<details><summary>Numbers by day</summary>${numbers(days)}</details></div>
<div class="card">${table(runs, all)}</div></div>`;
}

const key = html`<p class="key"><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="rows" width="18" height="14"/></svg>rows repaired</span><span><svg viewBox="0 0 18 14" aria-hidden="true"><rect class="back" fill="url(#back)" x="1" y="1" width="16" height="12"/></svg>rows taken back</span></p>`;

function numbers(days: readonly RepairDay[]): Markup {
  const rows = days
    .filter((one) => one.runs > 0)
    .toReversed()
    .map(
      (
        one,
      ) => html`<tr><th scope="row">${day(one.day)}</th><td class="number">${count(one.applied)}</td><td class="number">${metres(one.applied_metres)}</td><td class="number">${count(one.undone)}</td><td class="number spare">${count(one.left_alone)}</td></tr>
`,
    );
  return scrollable(
    "Repairs by day",
    html`<table><thead><tr><th scope="col">Day</th><th scope="col" class="number">Repaired</th><th scope="col" class="number">Metres</th><th scope="col" class="number">Undone</th><th scope="col" class="number spare">Left alone</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function table(runs: readonly Run[], all: number): Markup {
  const shown = runs.slice(0, 10);
  const rows = shown.map(
    (
      one,
    ) => html`<tr><th scope="row">${one.id} ${one.kind === "undo" ? `undo of ${one.undoes}` : one.area}<br><span class="small soft">${said(one.actor)}: ${said(one.reason)}</span></th><td>${chip(one.state)}</td><td class="number">${count(one.done)} of ${count(one.planned)}</td><td class="number spare">${metres(one.metres)}</td><td class="spare when">${moment(one.started_at)}</td></tr>
`,
  );
  return scrollable(
    "Runs",
    html`<table><caption>${all > shown.length ? `The latest ${shown.length} of ${plural(all, "run")}` : "Runs"}</caption><thead><tr><th scope="col">Run</th><th scope="col">State</th><th scope="col" class="number">Rows</th><th scope="col" class="number spare">Metres</th><th scope="col" class="spare">Begun</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function evidence(nights: readonly Night[]): Markup {
  const rows = nights.map(
    (
      one,
    ) => html`<tr><th scope="row">${identifier(one.rule)}<br><span class="small soft">${said(one.cause)}</span></th><td class="number">${count(one.nights)}</td><td class="number">${count(one.planned)}</td><td class="number">${count(one.surprises)}</td><td class="number spare">${count(one.applied)}</td><td class="spare">${one.promoted_by === null ? "plans only" : html`applies, by ${said(one.promoted_by)}`}</td></tr>
`,
  );
  return html`<div class="card wide">${scrollable(
    "Nightly plans",
    html`<table><caption>Nightly plans</caption><thead><tr><th scope="col">Rule and cause</th><th scope="col" class="number">Nights</th><th scope="col" class="number">Planned</th><th scope="col" class="number">Surprises</th><th scope="col" class="number spare">Applied</th><th scope="col" class="spare">Unattended</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}</div>`;
}
