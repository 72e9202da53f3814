/** Events: what was told to have happened on the days shown. Not states, and nothing foreseen, failed or denied. */

import { claimDay } from "./situation.js";

/** @type {Record<string, string>} */
const GROUP = {
  attacked: "fighting", counterattacked: "fighting", clash: "fighting", shelled: "fighting", airstrike: "fighting",
  suicide_bombing: "fighting", bombing: "fighting", chemical_attack: "fighting",
  captured: "ground", withdrew: "ground", handed_over: "ground", advanced: "ground", linked_up: "ground",
  siege_lifted: "ground", route_cut: "ground", route_opened: "ground",
  civilians_harmed: "people", aid_blocked: "people", aid_delivered: "people", agreement: "people",
};
/** @type {Record<string, string>} */
export const GROUPS = { ground: "ground changed hands", fighting: "fighting", people: "harm, aid, agreements" };
const MOST = 3000; // events drawn at once

/** @typedef {{id: string, kind: string, group: string, day: string, claim: import("./types.js").Claim}} Event */

/** @type {WeakMap<object, Map<string, Event[]>>} */
const known = new WeakMap();

/** @param {import("./types.js").Page} page @returns {Map<string, Event[]>} by day */
export function eventsByDay(page) {
  const claims = page.events ?? page.claims;
  let days = known.get(claims);
  if (days) return days;
  days = new Map();
  for (const claim of Object.values(claims)) {
    const group = GROUP[claim.kind];
    const day = claimDay(page, claim);
    if (!group || claim.status !== "actual" || !day) continue;
    if (!days.has(day)) days.set(day, []);
    days.get(day)?.push({ id: claim.id, kind: claim.kind, group, day, claim });
  }
  known.set(claims, days);
  return days;
}

/** @param {import("./types.js").Page} page @param {string} from @param {string} to @returns {Event[]} by day */
export function eventsBetween(page, from, to) {
  const found = [];
  for (const [day, events] of eventsByDay(page)) if (from <= day && day <= to) found.push(...events);
  return found.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

/** @param {import("./feature.js").Scene} scene @returns {any[]} a mark a place and group, beside the place's own sign */
export function eventFeatures({ page, days, colours, sign }) {
  /** @type {Map<string, {lon: number, lat: number, group: string, id: string|null, count: number}>} */
  const marks = new Map();
  for (const { group, claim } of eventsBetween(page, ...days).slice(-MOST)) {
    const place = (claim.place?.id && page.places[claim.place.id]) || claim.place;
    if (!place || place.lat === null || place.lat === undefined || place.lon === null || place.lon === undefined) continue;
    const key = `${group} ${place.lon} ${place.lat}`;
    const mark = marks.get(key) ?? { lon: place.lon, lat: place.lat, group, id: claim.place?.id ?? null, count: 0 };
    mark.count += 1;
    marks.set(key, mark);
  }
  const order = Object.keys(GROUPS);
  return [...marks.values()].map(({ lon, lat, group, id, count }) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { what: "place", id, group, count, shift: [15 * (order.indexOf(group) - 1), -17],
      icon: sign({ shape: `event-${group}`, a: colours.ink, ground: colours.land, text: count > 1 ? String(count) : "" }) },
  }));
}
