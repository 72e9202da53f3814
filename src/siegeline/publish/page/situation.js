/** What the picture says on a day, and the claims behind it. */

/** @template {{from: string, to: string}} S @param {S[]} spans @param {string} on @returns {S|undefined} */
export function spanOn(spans, on) {
  return spans.find((span) => span.from <= on && on <= span.to);
}

/** @param {import("./types.js").Page} page @param {string} on @returns {import("./types.js").Situation} */
export function situation(page, on) {
  const sieges = page.sieges.flatMap(({ place, spans }) => row("place", page.places[place], spanOn(spans, on)));
  const routes = page.routes_state.flatMap(({ route, spans }) => row("route", page.routes[route], spanOn(spans, on)));
  const control = page.control.flatMap(({ place, spans }) => row("place", page.places[place], spanOn(spans, on)));
  return /** @type {any} */ ({ sieges, routes, control });
}

/** @param {string} what @param {any} named @param {any} span */
function row(what, named, span) {
  return named && span ? [{ [what]: named, span }] : [];
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Pick|null} pick
 * @returns {{sieges: import("./types.js").SiegeSpan[], routes: import("./types.js").RouteSpan[],
 *   control: import("./types.js").ControlSpan[]}} all spans of what is picked */
export function spansOf(page, pick) {
  const id = pick?.id;
  const place = pick?.what === "place";
  return {
    sieges: place ? page.sieges.filter((one) => one.place === id).flatMap((one) => one.spans) : [],
    control: place ? page.control.filter((one) => one.place === id).flatMap((one) => one.spans) : [],
    routes: pick?.what === "route" ? page.routes_state.filter((one) => one.route === id).flatMap((one) => one.spans) : [],
  };
}

/** The day a claim belongs to: when it was so, else when it was said, else when its report came out.
 * @param {import("./types.js").Page} page @param {import("./types.js").Claim} claim @returns {string|null} */
export function claimDay(page, claim) {
  return claim.when.start ?? claim.when.end ?? claim.stated ?? page.reports[claim.report]?.published ?? null;
}

/** The sides that a contested place lies between, as far as span and claims tell.
 * @param {import("./types.js").Page} page @param {import("./types.js").ControlSpan} span @returns {(string|null)[]} */
export function contenders(page, span) {
  const claims = [...span.for, ...span.against].map((id) => page.claims[id]).filter(Boolean);
  const named = [span.holder?.side, ...(span.sides ?? []), ...claims.flatMap((one) => [one.agent?.side, one.target?.side])];
  const sides = [...new Set(named.filter(Boolean))].slice(0, 2);
  return [sides[0] ?? null, sides[1] ?? null];
}
