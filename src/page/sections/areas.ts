import type { Area, PublicArea } from "../facts.ts";
import { html, type Markup } from "../markup.ts";
import { chip } from "../states.ts";
import { strip } from "../strip.ts";
import { count, metres, moment, plural } from "../words.ts";

/** How every area stands, each with its last days. */
export function areas(all: readonly (Area | PublicArea)[]): Markup {
  const first = all[0]?.history.length ?? 0;
  return html`<section id="areas" aria-labelledby="areas-title">
<h2 id="areas-title">Areas</h2>
<p class="lead">One bar a day over ${plural(first, "day")}, today on the right: the higher, the graver.</p>
<ul class="cards">${all.map(card)}</ul>
</section>`;
}

function card(one: Area | PublicArea): Markup {
  return html`<li class="card"><header><h3>${one.title}</h3>${chip(one.state)}</header>
${"rules" in one && figures(one)}
${checked(one)}
${strip(one.title, one.history)}</li>
`;
}

function figures(one: Area): Markup {
  if (one.rules === 0) return html`<p class="small">No rule of it ran yet</p>`;
  const parts = [
    Number(one.rows) > 0 ? plural(one.rows, "broken row") : `${plural(one.rules, "rule")} ran`,
    Number(one.metres) > 0 && metres(one.metres),
    one.silenced > 0 && `${count(one.silenced)} silenced`,
    one.unknown > 0 && `${plural(one.unknown, "rule")} could not run`,
    one.incidents !== null && `incident ${one.incidents}`,
  ];
  return html`<p class="small">${parts.filter((part) => part !== false).join(" · ")}</p>`;
}

function checked({ checked_at, current }: PublicArea): Markup {
  if (checked_at === null) return html`<p class="small soft">Not checked yet</p>`;
  return current
    ? html`<p class="small soft">Checked ${moment(checked_at)}</p>`
    : html`<p class="small late">Last checked ${moment(checked_at)}: too long ago</p>`;
}
