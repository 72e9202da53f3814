/** What the reader looks at: the day and what is picked. Kept in the address, so that a link brings it back. */

import { count, isDay, iso } from "./day.js";

/** @typedef {{read: () => URLSearchParams, write: (told: Record<string, string>) => void, event: string}} Address
 *   where the view is kept, and the event after which it is read anew */

/** Behind "#": a file on a disk has nothing else. @type {Address} */
const FRAGMENT = {
  read: () => new URLSearchParams(location.hash.slice(1)),
  write: (told) => history.replaceState(null, "", `#${new URLSearchParams(told)}`),
  event: "hashchange",
};

export class View {
  /** @param {import("./types.js").Page} page @param {Address} [address] */
  constructor(page, address = FRAGMENT) {
    this.page = page;
    this.address = address;
    this.on = page.start_on;
    /** A range of days, whose events are shown. @type {[string, string]|null} */
    this.range = null;
    /** Where the map is looked at from: longitude, latitude, zoom. @type {[number, number, number]|null} */
    this.at = null;
    /** @type {import("./types.js").Pick|null} */
    this.pick = null;
    /** @type {((view: View) => void)[]} */
    this.listeners = [];
    this.writing = 0;
    this.version = 0;
    this.read();
    addEventListener(address.event, () => {
      clearTimeout(this.writing);
      this.read();
      this.tell();
    });
  }

  /** @param {(view: View) => void} listener called now and after each change */
  follow(listener) {
    this.listeners.push(listener);
    listener(this);
  }

  /** @param {string} on a day; kept within the page's days */
  goTo(on) {
    const day = this.within(on);
    if (day === this.on) return;
    this.on = day;
    this.write();
    this.tell();
  }

  /** @param {number} days forward, or back when negative */
  step(days) {
    this.goTo(iso(count(this.on) + days));
  }

  /** @param {import("./types.js").Pick|null} pick @param {string} [on] */
  choose(pick, on = this.on) {
    this.pick = pick && this.exists(pick) ? pick : null;
    this.on = this.within(on);
    this.write();
    this.tell();
  }

  /** @returns {[string, string]} the days whose events are shown: the range, else the day alone */
  get days() {
    return this.range ?? [this.on, this.on];
  }

  /** @param {[string, string]|null} range its ends in either order; null: the day alone */
  span(range) {
    this.range = range && /** @type {[string, string]} */ (range.map((day) => this.within(day)).sort());
    if (this.range && (this.on < this.range[0] || this.on > this.range[1])) this.on = this.range[1];
    this.write();
    this.tell();
  }

  /** @param {[number, number, number]} at kept in the address; nobody needs to be told */
  lookFrom(at) {
    this.at = at;
    this.write();
  }

  /** The page has got more: all parts show it. */
  renewed() {
    this.version += 1;
    this.tell();
  }

  /** @param {import("./types.js").Pick} pick @returns {boolean} */
  isPicked(pick) {
    return this.pick?.what === pick.what && this.pick.id === pick.id;
  }

  read() {
    const told = this.address.read();
    const on = told.get("on") ?? "";
    if (isDay(on)) this.on = this.within(on);
    const [from, to] = [told.get("from") ?? "", told.get("to") ?? ""];
    this.range = isDay(from) && isDay(to) ? /** @type {[string, string]} */ ([this.within(from), this.within(to)].sort()) : null;
    const at = (told.get("at") ?? "").split(",").map(Number);
    this.at = at.length === 3 && at.every(Number.isFinite) && Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 85 ? /** @type {any} */ (at) : null;
    const place = told.get("place");
    const route = told.get("route");
    /** @type {import("./types.js").Pick|null} */
    const pick = place ? { what: "place", id: place } : route ? { what: "route", id: route } : null;
    this.pick = pick && this.exists(pick) ? pick : null;
  }

  /** Browsers refuse more than a few addresses a second, as dragging the day would make. */
  write() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.writeNow(), 150);
  }

  writeNow() {
    const range = this.range ? { from: this.range[0], to: this.range[1] } : {};
    this.address.write({ on: this.on, ...range, ...(this.at ? { at: this.at.join(",") } : {}), ...(this.pick ? { [this.pick.what]: this.pick.id } : {}) });
  }

  tell() {
    for (const listener of this.listeners) listener(this);
  }

  /** @param {import("./types.js").Pick} pick @returns {boolean} */
  exists(pick) {
    return Object.hasOwn(pick.what === "place" ? this.page.places : this.page.routes, pick.id);
  }

  /** @param {string} on @returns {string} */
  within(on) {
    const [first, last] = this.page.days;
    return on < first ? first : on > last ? last : on;
  }
}
