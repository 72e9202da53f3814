/** Columns unpacked: a large record comes as columns of numbers, and becomes the places and spans that all parts know. */

import { count, iso } from "./day.js";
import { renew } from "./situation.js";

const NONE = Object.freeze([]);

/** Who holds a place, run after run. A span is made of the columns when somebody wants it: a day wants one of many. */
class Row {
  /** @param {any} columns @param {string} place @param {number} first of its runs @param {number} end the one after its last */
  constructor(columns, place, first, end) {
    this.columns = columns;
    this.place = place;
    this.first = first;
    this.end = end;
  }

  /** @returns {any[]} */
  get spans() {
    return Array.from({ length: this.end - this.first }, (_, at) => this.span(this.first + at));
  }

  /** @param {string} day @returns {any} the span that holds on it */
  on(day) {
    const { runs, numbers } = this.columns;
    const number = numbers.get(day) ?? -1;
    for (let at = this.first; at < this.end; at++) if (runs.from[at] <= number && number <= runs.to[at]) return this.span(at);
    return undefined;
  }

  /** @param {number} at @returns {any} the same each time */
  span(at) {
    const { runs, states, holders, doubts, sides, days, made } = this.columns;
    return (made[at] ??= { from: days[runs.from[at]], to: days[runs.to[at]], state: states[runs.state[at]], holder: holders[runs.holder[at]] ?? null,
      doubt: doubts[runs.doubt[at]] ?? null, basis: "claims", sides: runs.a[at] < 0 ? NONE : [sides[runs.a[at]], sides[runs.b[at]]],
      for: NONE, against: NONE, told: [runs.for[at], runs.against[at]], since: null, probability: null, sentence: "" });
  }
}

/** @param {any} page as the server sent it @returns {import("./types.js").Page} */
export function unpacked(page) {
  if (!page.columns) return page;
  const { places, runs } = page.columns;
  const begin = count(page.days[0]);
  const days = Array.from({ length: count(page.days[1]) - begin + 1 }, (_, at) => iso(begin + at));
  const columns = { ...page.columns, days, numbers: new Map(days.map((day, at) => [day, at])), made: [] };
  let at = 0;
  page.control = places.id.map((/** @type {string} */ id, /** @type {number} */ n) => {
    page.places[id] = { id, name: places.name[n], lat: places.lat[n], lon: places.lon[n], radius_km: places.radius_km[n],
      kind: places.kind[n], ring: places.ring[id] ?? null, part_of: places.part_of[id] ?? null };
    return new Row(columns, id, at, (at += runs.count[n]));
  });
  delete page.columns;
  return page;
}

/** All days, where one was there before; what came of single places meanwhile stays. @param {any} page @param {any} sent */
export function completed(page, sent) {
  const whole = unpacked(sent);
  const come = new Map(page.control.filter((/** @type {any} */ one) => one.come).map((/** @type {any} */ one) => [one.place, one]));
  page.control = whole.control.map((/** @type {any} */ one) => come.get(one.place) ?? one);
  Object.assign(page.places, whole.places);
  delete page.only;
}

/** What is told of one place or road, put where the columns left it out. @param {any} page @param {string} id @param {any} told */
export function added(page, id, told) {
  page.claims = { ...page.claims, ...told.claims };
  Object.assign(page.reports, told.reports);
  for (const [name, key] of [["control", "place"], ["sieges", "place"], ["routes_state", "route"]]) {
    const [own] = told[name].filter((/** @type {any} */ one) => one[key] === id);
    if (!own) continue;
    own.come = true;
    const at = page[name].findIndex((/** @type {any} */ one) => one[key] === id);
    if (at < 0) page[name].push(own);
    else page[name][at] = own;
  }
  renew();
}
