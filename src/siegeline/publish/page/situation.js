/** What the picture says on a day, and the claims behind it. */

/** How many claims were told of each day. @param {import("./types.js").Page} page @returns {Map<string, number>} */
export function newsByDay(page) {
  if (page.news) return new Map(page.news);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const claim of Object.values(page.claims)) {
    const day = claimDay(page, claim);
    if (day) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

/** @template {{from: string, to: string}} S @param {S[]} spans @param {string} on @returns {S|undefined} */
export function spanOn(spans, on) {
  return spans.find((span) => span.from <= on && on <= span.to);
}

/** Every part asks for the same day in turn: it is made once. @type {{page: any, on: string, now: any}} */
const last = { page: null, on: "", now: null };

/** Forget the day that was made: the page has got more. */
export function renew() {
  last.page = null;
}

/** @param {import("./types.js").Page} page @param {string} on @returns {import("./types.js").Situation} */
export function situation(page, on) {
  if (last.page !== page || last.on !== on) Object.assign(last, { page, on, now: made(page, on) });
  return last.now;
}

/** @param {import("./types.js").Page} page @param {string} on @returns {import("./types.js").Situation} */
function made(page, on) {
  const sieges = page.sieges.flatMap(({ place, spans }) => row("place", page.places[place], spanOn(spans, on)));
  const routes = page.routes_state.flatMap(({ route, spans }) => row("route", page.routes[route], spanOn(spans, on)));
  const control = [];
  for (const one of page.control) { // there can be tens of thousands
    const [place, span] = [page.places[one.place], one.on ? one.on(on) : spanOn(one.spans, on)];
    if (place && span) control.push({ place, span });
  }
  const corridors = (page.corridors ?? []).flatMap(({ of, spans }) => row("of", page.places[of] || page.routes[of] ? of : null, spanOn(spans, on)));
  const front = spanOn(page.fronts ?? [], on)?.features ?? [];
  return /** @type {any} */ ({ sieges, routes, control, corridors, front });
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
