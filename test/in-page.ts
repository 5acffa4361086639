/**
 * What is asked of a page in the browser, as text: the project's own code knows no `document`.
 * Each is an expression for `page.evaluate`.
 */

/** Violations that axe finds: its rule and the elements. */
export const axeViolations = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 300))]))`;

export const openDetails = `document.querySelectorAll("details").forEach((one) => { one.open = true })`;

export const scrollWidth = "document.documentElement.scrollWidth";

export const bodyGround = "getComputedStyle(document.body).backgroundColor";

/** Boxes that reach beyond the edge of the page. */
export const beyondEdge = `[...document.querySelectorAll("h1, h2, h3, p, dd, dt, li, .card, .scroll")]
  .filter((one) => one.getClientRects().length > 0)
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))`;

/** Attributes that would run something, or style past the page's own sheet. */
export const activeAttributes = `[...document.querySelectorAll("*")].flatMap((one) =>
  [...one.attributes].map(({ name }) => name).filter((name) => name.startsWith("on") || name === "style"))`;

/** Words and sign of every state. */
export const chips = `[...document.querySelectorAll(".chip")].map((one) =>
  [one.textContent.trim(), one.querySelector("svg")?.innerHTML ?? ""])`;

/** Colours of what is drawn, each with the ground it is drawn on. */
export const markColours = `Object.fromEntries(
  "rows metres back most size give gap zero p0 p1 p2 p3 clean unknown none".split(" ").flatMap((name) => {
    const mark = document.querySelector("svg ." + name) ?? document.querySelector(".chip." + name);
    if (mark === null) return [];
    const { fill, stroke, color } = getComputedStyle(mark);
    const drawn = [fill, stroke].find((one) => one.startsWith("rgb"));
    const ground = getComputedStyle(mark.closest(".card") ?? document.querySelector(".card")).backgroundColor;
    return [[name, [mark instanceof SVGElement ? drawn : color, ground]]];
  }))`;
