/** Finding sentences and actors in the page itself, where no server is asked. */

import { short } from "./day.js";
import { claimDay } from "./situation.js";

const MOST = 8; // sentences suggested
const ACTORS = 3;

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view
 * @returns {(sought: string) => Promise<import("./search.js").Found[]>} actors, and sentences with all the words, the latest first */
export function finder(page, view) {
  const claims = Object.values(page.claims).map((claim) => ({ claim, day: claimDay(page, claim), text: `${claim.quote} ${claim.agent?.text ?? ""} ${claim.target?.text ?? ""}`.toLowerCase() }));
  claims.sort((one, other) => ((one.day ?? "") < (other.day ?? "") ? 1 : -1));
  const shown = evidence(page);
  claims.sort((one, other) => Number(shown.has(other.claim.id)) - Number(shown.has(one.claim.id)));
  const names = new Set(claims.flatMap(({ claim }) => [claim.agent?.text, claim.target?.text]).filter((name) => name !== undefined));
  return async (sought) => {
    const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
    const actors = [...names].filter((name) => words.every((word) => name.toLowerCase().includes(word))).slice(0, ACTORS);
    const found = claims.filter(({ text }) => words.every((word) => text.includes(word)));
    const seen = new Set();
    const sentences = found.filter(({ claim }) => !seen.has(claim.quote) && seen.add(claim.quote)).slice(0, MOST);
    return [
      ...actors.map((name) => ({ name, kind: `in ${found.filter(({ claim }) => [claim.agent?.text, claim.target?.text].includes(name)).length} claims`, seek: name })),
      ...sentences.map(({ claim, day }) => ({ name: claim.quote.length > 160 ? `${claim.quote.slice(0, 159)}…` : claim.quote, kind: day ? short(day) : "no date", take: () => show(page, view, claim, day, shown.get(claim.id)) })),
    ];
  };
}

/** @typedef {{pick: import("./types.js").Pick, from: string, to: string}} Stands  where a sentence stands, and on which days */

/** @param {import("./types.js").Page} page @returns {Map<string, Stands>} by claim: the first days on which it is for or against something */
function evidence(page) {
  /** @type {Map<string, Stands>} */
  const found = new Map();
  const take = (/** @type {import("./types.js").Pick} */ pick, /** @type {any[]} */ spans) => {
    for (const { from, to, ...span } of spans) for (const id of [...span.for, ...span.against]) if (!found.has(id)) found.set(id, { pick, from, to });
  };
  for (const { place, spans } of page.sieges) take({ what: "place", id: place }, spans);
  for (const { route, spans } of page.routes_state) take({ what: "route", id: route }, spans);
  for (const { place, spans } of page.control) take({ what: "place", id: place }, spans);
  return found;
}

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {import("./types.js").Claim} claim @param {string|null} day
 * @param {Stands} [stands] */
function show(page, view, claim, day, stands) {
  const { place, route } = claim;
  const on = day ?? view.on;
  if (stands) view.choose(stands.pick, on < stands.from ? stands.from : on > stands.to ? stands.to : on);
  else if (place?.id && Object.hasOwn(page.places, place.id)) view.choose({ what: "place", id: place.id }, day ?? view.on);
  else if (route?.id && Object.hasOwn(page.routes, route.id)) view.choose({ what: "route", id: route.id }, day ?? view.on);
  else if (day) view.choose(null, day);
  document.querySelector(`[data-claim="${CSS.escape(claim.id)}"], [data-event="${CSS.escape(claim.id)}"]`)?.scrollIntoView({ block: "center" });
}
