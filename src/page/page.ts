import { createHash } from "node:crypto";
import type { PublicStatus, StatusPage } from "./facts.ts";
import { html, type Markup, said } from "./markup.ts";
import { areas } from "./sections/areas.ts";
import { drift } from "./sections/drift.ts";
import { growth } from "./sections/growth.ts";
import { incidents } from "./sections/incidents.ts";
import { jobs } from "./sections/jobs.ts";
import { repairs } from "./sections/repairs.ts";
import { sign, toneOf } from "./states.ts";
import { style } from "./style.ts";
import { count, fullMoment, metres, plural } from "./words.ts";

/** The page for those who run the database. */
export function statusPage(page: StatusPage): string {
  const body = html`<header>
<h1>Status of ${said(page.database)}</h1>
<p class="soft">Made ${fullMoment(page.made_at)}, ${said(page.zone)} · lotastro-ops ${page.release} · ${said(page.armed.detail)}</p>
${verdict(page.verdict)}
${figures(page)}
<nav aria-label="Sections"><a href="#areas">Areas</a><a href="#incidents">Incidents</a><a href="#drift">Drift</a><a href="#repairs">Repairs and undos</a><a href="#growth">Growth and bloat</a><a href="#jobs">Jobs</a></nav>
</header>
<main>
${areas(page.areas)}
${incidents(page.incidents, page.resolved_incidents, page.areas)}
${drift(page.areas, page.rules)}
${repairs(page.repairs)}
${growth(page.growth)}
${jobs(page.jobs)}
</main>
<footer><p>Times are those of ${said(page.zone)}. For those who run the database: it names people, tables and numbers of stock. <code>report --public</code> makes a page without them.</p></footer>`;
  return whole(html`Status of ${page.database}`, body);
}

/** The page for everybody: states of areas, severities and times of incidents. */
export function publicPage(page: PublicStatus): string {
  const body = html`<header>
<h1>Service status</h1>
<p class="soft">Made ${fullMoment(page.made_at)}, UTC${page.made_at.slice(19)}</p>
${verdict(page.verdict)}
</header>
<main>
${areas(page.areas)}
${incidents(page.incidents, page.resolved_incidents, page.areas)}
</main>
<footer><p>Times are local to the service. A page that was not made again lately may be out of date.</p></footer>`;
  return whole(html`Service status`, body);
}

function verdict({ level, text }: StatusPage["verdict"]): Markup {
  return html`<p class="verdict ${toneOf(level)}">${sign(level)}<span>${text}</span></p>`;
}

function figures(page: StatusPage): Markup {
  const open = page.incidents.filter(({ state }) => state !== "resolved");
  const late = open.filter(
    ({ state, response_left_seconds: left }) => state === "open" && Number(left ?? -1) < 0,
  );
  const rows = page.areas.reduce((sum, one) => sum + Number(one.rows), 0);
  const length = page.areas.reduce((sum, one) => sum + Number(one.metres), 0);
  const applied = page.repairs.days.reduce((sum, one) => sum + one.applied, 0);
  const undone = page.repairs.days.reduce((sum, one) => sum + one.undone, 0);
  const bad = page.jobs.filter(({ state }) => ["overdue", "failed", "interrupted"].includes(state));
  const ran = page.jobs.filter(({ last_ok_at }) => last_ok_at !== null);
  return html`<dl class="figures">
${figure("Open incidents", count(open.length), late.length > 0 ? `${count(late.length)} unanswered in time` : "none unanswered in time")}
${figure("Broken rows", count(rows), length > 0 ? metres(length) : "no metres")}
${figure(`Repaired in ${plural(page.repairs.days.length, "day")}`, count(applied), `${plural(undone, "row")} taken back`)}
${figure("Jobs not well", count(bad.length), `${count(ran.length)} of ${count(page.jobs.length)} have run`)}
</dl>`;
}

function figure(name: string, value: string, more: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}<small>${more}</small></dd></div>`;
}

/** Nothing is loaded and no script runs, and the browser is told so. */
function whole(title: Markup, body: Markup): string {
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
`;
  return `${head}<style>${style}</style>\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}
