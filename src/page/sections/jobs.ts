import type { Job } from "../facts.ts";
import { html, type Markup, said } from "../markup.ts";
import { chip } from "../states.ts";
import { scrollable } from "../table.ts";
import { count, duration, moment, schedule } from "../words.ts";

/** What runs by itself, and whether it did. */
export function jobs(all: readonly Job[]): Markup {
  const ran = all.some((one) => one.week_runs > 0 || one.last_ok_at !== null);
  return html`<section id="jobs" aria-labelledby="jobs-title">
<h2 id="jobs-title">Jobs</h2>
<p class="lead">${ran ? "Runs of the last seven days." : html`No job has run yet: after an installation nothing runs by itself. <code>lotastro-ops schedule apply</code> or <code>schedule run</code> begins.`}</p>
<div class="card">${scrollable("Jobs", table(all))}</div>
</section>`;
}

function table(all: readonly Job[]): Markup {
  const rows = all.map(
    (
      one,
    ) => html`<tr><th scope="row">${one.name}<br><span class="small soft">${one.what}</span><span class="phone small">${lastGood(one)}</span>${remarks(one)}</th><td>${chip(one.state)}</td><td class="spare">${schedule(one.schedule)}</td><td class="when spare">${one.last_ok_at === null ? "–" : moment(one.last_ok_at)}</td><td class="number spare">${one.seconds === null ? "–" : duration(one.seconds)}</td><td class="number spare">${count(one.week_runs)}${one.week_bad > 0 && html`<br><span class="late small">${count(one.week_bad)} failed</span>`}</td></tr>
`,
  );
  return html`<table><thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col" class="spare">Runs</th><th scope="col" class="spare">Last good run</th><th scope="col" class="number spare">Took</th><th scope="col" class="number spare">Runs in 7 days</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function lastGood({ last_ok_at }: Job): string {
  return last_ok_at === null ? "no good run yet" : `last good run ${moment(last_ok_at)}`;
}

function remarks({ state, stretched, note }: Job): Markup {
  const bad = state === "failed" || state === "interrupted" || state === "overdue";
  return html`${stretched !== null && html`<br><span class="small">${schedule(stretched)}</span>`}${bad && note !== null && html`<br><span class="small late">${said(note)}</span>`}`;
}
