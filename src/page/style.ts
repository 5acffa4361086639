/** The page's own style sheet: no font, picture or script comes from elsewhere. */
export const style = `
:root {
  color-scheme: light;
  --page: #f4f5f7; --card: #ffffff; --line: #d5d9e0; --text: #171a1f; --soft: #4d5561;
  --p0: #9b1042; --p1: #b93a06; --p2: #8a5a00; --p3: #1b64a3; --clean: #0b6b5f; --none: #5a6270;
  --rows: #2a63b0; --metres: #a8500f; --back: #7b3fa0;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #101318; --card: #1a1f27; --line: #3a4350; --text: #e8ebf0; --soft: #aeb7c4;
    --p0: #ff8fb0; --p1: #ffa36b; --p2: #eec35a; --p3: #7fbdf5; --clean: #54d3bb; --none: #aeb7c4;
    --rows: #7db4f2; --metres: #f0a464; --back: #cf9bee;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
header, main, footer { max-width: 75rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.25; margin: 2.75rem 0 .25rem; }
h3 { font-size: 1rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
a { color: var(--rows); text-underline-offset: .15em; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.lead { margin-bottom: 1rem; max-width: 46rem; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1.25rem 0 0; font-size: .9375rem; }
nav a { display: inline-block; padding: .25rem 0; }
svg { display: block; }
svg text { fill: var(--soft); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
svg .strong { fill: var(--text); font-weight: 600; }

.verdict {
  display: flex; align-items: center; gap: .875rem; margin: 1.25rem 0 0; padding: 1rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-left: .5rem solid currentColor; border-radius: .5rem;
  font-size: 1.1875rem; line-height: 1.35; font-weight: 600;
}
.verdict span { color: var(--text); }
.verdict svg { flex: none; width: 2rem; height: 2rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: .75rem 0 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.figures dt { font-size: .875rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figures dd small { display: block; font-size: .875rem; font-weight: 400; color: var(--soft); }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20.5rem), 1fr)); gap: .75rem; list-style: none; margin: 0; padding: 0; }
.cards.loose { align-items: start; }
.card { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .875rem 1rem; min-width: 0; }
.card > header { display: flex; align-items: flex-start; justify-content: space-between; gap: .75rem; max-width: none; margin: 0; padding: 0; }
.card > svg { width: 100%; height: auto; margin-top: .625rem; }
.card > svg.strip { margin-top: auto; padding-top: .625rem; }
.two { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: .75rem; align-items: start; }
.wide { margin-top: .75rem; }
.bare { background: none; border: 0; padding: 0; }

.chip {
  display: inline-flex; align-items: center; gap: .3125rem; flex: none; padding: 0 .5rem 0 .375rem; border: 1px solid currentColor;
  border-radius: 1rem; font-size: .8125rem; line-height: 1.5rem; font-weight: 600; white-space: nowrap; background: var(--card);
}
.chip svg { width: 1rem; height: 1rem; flex: none; }
.p0 { color: var(--p0); } .p1 { color: var(--p1); } .p2 { color: var(--p2); } .p3 { color: var(--p3); }
.clean { color: var(--clean); } .unknown, .none { color: var(--none); }
svg .p0 { fill: var(--p0); } svg .p1 { fill: var(--p1); } svg .p2 { fill: var(--p2); } svg .p3 { fill: var(--p3); } svg .clean { fill: var(--clean); }
svg .unknown { fill: none; stroke: var(--none); } svg .none { fill: var(--none); }
.late { color: var(--p1); font-weight: 600; }

.clocks { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .125rem .75rem; margin: .625rem 0 0; font-size: .9375rem; }
.clocks dt { color: var(--soft); } .clocks dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }

.scroll { overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid var(--rows); outline-offset: 2px; border-radius: 2px; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .4375rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th + th, th + td, td + td { padding-left: .75rem; }
.when { white-space: nowrap; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 10rem; } details tbody th { min-width: 4rem; } tbody th .small { font-weight: 400; }
tbody th .late { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
details { margin-top: .5rem; }
summary { cursor: pointer; font-size: .875rem; color: var(--soft); padding: .25rem 0; }
details table { font-size: .8125rem; }
details th, details td { padding-top: .1875rem; padding-bottom: .1875rem; }

.axis { fill: none; stroke: var(--line); } .zero { fill: none; stroke: var(--soft); }
.rows { fill: var(--rows); } .metres { fill: var(--metres); } .most { fill: none; stroke: var(--text); stroke-width: 1.5; }
.hatch { stroke: var(--back); stroke-width: 2; } .back { stroke: var(--back); }
.size { fill: none; stroke: var(--rows); stroke-width: 2; } .give { fill: url(#give); stroke: var(--metres); stroke-width: 1.5; }
.give-hatch { stroke: var(--metres); stroke-width: 1.5; } .gap { fill: none; stroke: var(--none); stroke-dasharray: 2 2; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .375rem 0 0; font-size: .8125rem; color: var(--soft); }
.key span { display: inline-flex; align-items: center; gap: .375rem; } .key svg { width: 1.125rem; height: .875rem; flex: none; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; font-size: .875rem; color: var(--soft); }

.phone { display: none; }

@media (max-width: 60rem) { .two { grid-template-columns: minmax(0, 1fr); } .two > .card > svg { max-width: 32rem; } }
@media (max-width: 40rem) {
  .spare, td .chip .rest { display: none; }
  .phone { display: block; }
  tbody th { min-width: 7.5rem; }
  td .chip { padding-right: .375rem; }
  .when { white-space: normal; }
  table { font-size: .875rem; }
  thead th { white-space: normal; }
  details th + th, details th + td, details td + td { padding-left: .5rem; }
  h2 { margin-top: 2.25rem; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .verdict { font-size: 1.0625rem; padding: .875rem 1rem; }
}
@media print {
  @page { margin: 14mm; }
  :root { --page: #ffffff; --line: #b8bec8; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, details { display: none; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .two { grid-template-columns: minmax(0, 1fr); } .two > .card > svg { max-width: 26rem; }
  .scroll { overflow: visible; }
  .card, .verdict, .figures div, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
