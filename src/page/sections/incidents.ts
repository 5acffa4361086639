import type { Incident, PublicArea, PublicIncident } from "../facts.ts";
import { html, type Markup, said } from "../markup.ts";
import { chip } from "../states.ts";
import { scrollable } from "../table.ts";
import { day, duration, moment, plural } from "../words.ts";

type Any = Incident | PublicIncident;

/** Incidents that are not over, with their clocks, and those that ended lately. */
export function incidents(
  open: readonly Any[],
  resolved: readonly Any[],
  all: readonly PublicArea[],
): Markup {
  const titles = new Map(all.map(({ area, title }) => [area, title]));
  const titleOf = ({ area }: Any) => titles.get(area) ?? area;
  return html`<section id="incidents" aria-labelledby="incidents-title">
<h2 id="incidents-title">Incidents</h2>
${open.length === 0 ? html`<p class="lead">None is open.</p>` : html`<p class="lead">Clocks as they stood when this page was made.</p>`}
${open.length > 0 && html`<ul class="cards">${open.map((one) => card(one, titleOf(one)))}</ul>`}
${resolved.length > 0 && table(resolved, titleOf)}
</section>`;
}

function card(one: Any, area: string): Markup {
  const known = "title" in one;
  return html`<li class="card"><header><h3>${known ? said(one.title) : area}</h3>${chip(one.severity)}</header>
<dl class="clocks">
${known && html`<dt>Incident</dt><dd>${one.id} · ${area}</dd>`}
<dt>State</dt><dd>${chip(one.state)}</dd>
<dt>Opened</dt><dd>${moment(one.opened_at)}</dd>
<dt>Response</dt><dd>${response(one)}</dd>
<dt>Resolution</dt><dd>${resolution(one)}</dd>
${known && more(one)}
</dl></li>
`;
}

function response(one: Any): Markup {
  if (one.state !== "open") {
    const took = one.answered_seconds;
    const limit = "response_limit_seconds" in one ? one.response_limit_seconds : null;
    if (took === null) return html`answered`;
    if (limit === null) return html`answered after ${duration(took)}`;
    return Number(took) > Number(limit)
      ? html`answered after ${duration(took)}, <span class="late">late</span>: ${duration(limit)} allowed`
      : html`answered after ${duration(took)} of ${duration(limit)}`;
  }
  const { response_due: due, response_left_seconds: left } = one;
  if (due === null || left === null) return html`<span class="late">nobody left to call</span>`;
  return Number(left) < 0
    ? html`<span class="late">overdue by ${duration(left)}</span>, was due ${moment(due)}`
    : html`${duration(left)} left, due ${moment(due)}`;
}

function resolution({ resolved_at, age_seconds }: Any): Markup {
  return resolved_at === null
    ? html`open for ${duration(age_seconds)}`
    : html`resolved after ${duration(age_seconds)}`;
}

function more(one: Incident): Markup {
  const left = one.post_mortem_left_seconds;
  const due = one.post_mortem_due;
  return html`
${left !== null && due !== null && html`<dt>Post-mortem</dt><dd>${Number(left) < 0 ? html`<span class="late">overdue by ${duration(left)}</span>` : html`due ${moment(due)}`}</dd>`}
<dt>With</dt><dd>${who(one)}</dd>
${one.findings > 0 && html`<dt>Findings</dt><dd>${plural(one.findings, "open finding")}${one.cause !== null && html`, cause ${said(one.cause)}`}</dd>`}
${one.escalations + one.reopened > 0 && html`<dt>Course</dt><dd>${course(one)}</dd>`}`;
}

function who({ assignee, person, role }: Incident): Markup {
  const name = assignee ?? person;
  if (name === null) return html`${role ?? "nobody"}`;
  return html`${said(name)}${assignee === null && role !== null && html` (${said(role)})`}`;
}

function course({ escalations, reopened }: Incident): string {
  const parts = [
    escalations > 0 && `handed up ${plural(escalations, "time")}`,
    reopened > 0 && `opened again ${plural(reopened, "time")}`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function table(resolved: readonly Any[], titleOf: (one: Any) => string): Markup {
  const rows = resolved.map(
    (
      one,
    ) => html`<tr><th scope="row">${"title" in one ? said(one.title) : titleOf(one)}</th><td>${chip(one.severity)}</td><td class="spare when">${day(one.opened_at)}</td><td class="spare number">${one.answered_seconds === null ? "–" : duration(one.answered_seconds)}</td><td class="number">${duration(one.age_seconds)}</td></tr>
`,
  );
  return html`<div class="card wide">${scrollable(
    "Resolved incidents",
    html`<table><caption>Resolved lately</caption><thead><tr><th scope="col">${resolved.some((one) => "title" in one) ? "Incident" : "Area"}</th><th scope="col">Severity</th><th scope="col" class="spare">Opened</th><th scope="col" class="spare number">Answered after</th><th scope="col" class="number">Resolved after</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}</div>`;
}
