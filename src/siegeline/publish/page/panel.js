/** The column: what is picked – the state in words, then the sentences behind it – or the day's list. */

import { long, short, sinceWords } from "./day.js";
import { changing } from "./change.js";
import { claimGroup } from "./claim.js";
import { element } from "./element.js";
import { dayList } from "./list.js";
import { signElement } from "./sign.js";
import { ink } from "./hue.js";
import { contenders, situation, spanOn, spansOf } from "./situation.js";
import { basisWord, degreeWord, isSettled, plainly, routeWord, sideName } from "./word.js";

export class Panel {
  /** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} into
   * @param {() => import("./hue.js").Palette} colours */
  constructor(page, view, into, colours) {
    this.page = page;
    this.view = view;
    this.into = into;
    this.colours = colours;
    this.key = "";
    this.scroll = element("div", { class: "scroll" });
    into.append(element("button", { type: "button", class: "grip", "aria-label": "Larger or smaller",
      onclick: () => document.body.classList.toggle("tall") }), this.scroll);
    view.follow(() => this.show());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => this.show()));
  }

  show() {
    const { pick } = this.view;
    const key = pick ? `${pick.what}:${pick.id}` : "";
    const held = document.activeElement?.closest?.("[data-pick]")?.getAttribute("data-pick");
    this.scroll.replaceChildren(...(pick ? this.picked(pick)
      : dayList(this.page, situation(this.page, this.view.on), this.view, this.colours())));
    if (key !== this.key) this.scroll.scrollTop = 0;
    if (key === this.key && held) this.refocus(held);
    else if (key !== this.key && pick) this.scroll.querySelector("h2")?.focus({ preventScroll: true });
    else if (key !== this.key && this.key) this.refocus(this.key);
    this.key = key;
  }

  /** @param {string} pick */
  refocus(pick) {
    const rows = [...this.scroll.querySelectorAll("[data-pick]")];
    rows.find((row) => row.getAttribute("data-pick") === pick)?.focus({ preventScroll: true });
  }

  /** @param {import("./types.js").Pick} pick @returns {HTMLElement[]} */
  picked(pick) {
    const { page, view } = this;
    const named = pick.what === "place" ? page.places[pick.id] : page.routes[pick.id];
    const all = spansOf(page, pick);
    const siege = spanOn(all.sieges, view.on);
    const route = spanOn(all.routes, view.on);
    const control = spanOn(all.control, view.on);
    const kind = pick.what === "route" ? "supply road" : placeKind(page, page.places[pick.id]);
    return [
      element("button", { type: "button", class: "back", onclick: () => view.choose(null) }, "‹ All of the day"),
      element("header", {}, element("h2", { tabindex: -1 }, plainly(named.name)), element("p", { class: "when" }, `${kind}, on ${long(view.on)}`)),
      ...(siege ? this.siege(siege) : []),
      ...(route ? this.route(route) : []),
      ...situation(page, view.on).corridors.filter((one) => one.of === pick.id).flatMap((one) => this.corridor(one.span, Boolean(siege || route))),
      ...(control ? this.control(control, Boolean(siege)) : []),
      siege || route || control ? "" : element("p", { class: "none" }, `Nothing on record says what held here on ${long(view.on)}. That does not mean open.`),
      this.otherDays(all),
    ].filter(Boolean);
  }

  /** @param {import("./types.js").SiegeSpan} span @returns {HTMLElement[]} */
  siege(span) {
    const sign = signElement({ shape: span.degree, ...ink(this.colours(), this.colours().side(span.besieger?.side)), size: 36 });
    const facts = [degreeWord(span.degree), sinceWords(span.since), basisWord(span.basis), `rule: ${span.rule}`];
    const by = span.ended_by ?? "";
    const how = Object.hasOwn(this.page.claims, by) ? `“${this.page.claims[by].quote}”` : by;
    const end = how || span.until?.end ? `It ended${span.until?.end ? ` by ${short(span.until.end)}` : ""}${how ? `: ${how}` : ""}` : "";
    return this.state("siege", sign, span, facts, [plainWhy(span.why), end].filter(Boolean).join(". "));
  }

  /** @param {import("./types.js").CorridorSpan} span @param {boolean} second @returns {HTMLElement[]} */
  corridor(span, second) {
    const sign = signElement({ shape: "corridor", a: this.colours().side(span.side) });
    const claims = span.for.filter((id) => Object.hasOwn(this.page.claims, id));
    return [
      second ? element("h3", { class: "second" }, "The way in") : "",
      element("div", { class: "state corridor" }, sign, element("div", {}, element("p", { class: "sentence" }, plainly(span.sentence)))),
      claims.length ? element("div", { class: "evidence", "data-evidence": "corridor" }, claimGroup(this.page, claims, "told")) : "",
    ].filter(Boolean);
  }

  /** @param {import("./types.js").RouteSpan} span @returns {HTMLElement[]} */
  route(span) {
    const a = span.state === "unknown" ? this.colours().quiet : this.colours().side(span.for_whom?.side);
    const whom = span.for_whom ? `for ${sideName(this.page, span.for_whom)}` : "";
    const by = span.by ? `by ${sideName(this.page, span.by)}` : "";
    const facts = [routeWord(span.state), whom, by, isSettled(span) && sinceWords(span.since)].filter(Boolean);
    return this.state("route", signElement({ shape: `route-${span.state}`, ...ink(this.colours(), a) }), span, facts);
  }

  /** @param {import("./types.js").ControlSpan} span @param {boolean} second @returns {HTMLElement[]} */
  control(span, second) {
    const a = span.state === "indeterminate" ? this.colours().quiet : this.colours().side(span.holder?.side);
    const sign = signElement({ shape: span.state, ...ink(this.colours(), a), b: this.colours().side(contenders(this.page, span)[1]), ground: this.colours().paper });
    const facts = [span.state, isSettled(span) && sinceWords(span.since), basisWord(span.basis)].filter(Boolean);
    const parts = this.state("control", sign, span, facts);
    return second ? [element("h3", { class: "second" }, "Who holds it"), ...parts] : parts;
  }

  /** @param {string} kind @param {HTMLElement} sign @param {{sentence: string, doubt: string|null, for: string[], against: string[]}} span
   * @param {string[]} facts @param {string} [end] @returns {HTMLElement[]} */
  state(kind, sign, span, facts, end = "") {
    return [
      element("div", { class: `state ${kind}` }, sign, element("div", {},
        element("p", { class: "sentence" }, plainly(span.sentence)),
        element("p", { class: "facts" }, facts.join(" · ")),
        end && element("p", { class: "facts" }, plainly(end)))),
      element("div", { class: "evidence", "data-evidence": kind },
        ...(isSettled(span) ? [claimGroup(this.page, span.for, "for"), claimGroup(this.page, span.against, "against")]
          : [claimGroup(this.page, [...span.for, ...span.against], "told")]),
        this.page.desk ? element("button", { type: "button", class: "beside", onclick: () => this.page.desk?.compareSides(kind, /** @type {any} */ (span)) },
          "For and against, side by side") : "",
        changing(this.page, /** @type {any} */ (span), this.view.on)),
    ].filter(Boolean);
  }

  /** @param {ReturnType<typeof spansOf>} all @returns {HTMLElement|null} */
  otherDays(all) {
    const rows = [
      ...all.sieges.map((span) => ({ span, words: `besieged by ${sideName(this.page, span.besieger)}` })),
      ...all.routes.map((span) => ({ span, words: routeWord(span.state) })),
      ...all.control.map((span) => ({ span, words: span.state === "held" ? `held by ${sideName(this.page, span.holder)}` : span.state })),
    ].filter(({ span }) => !(span.from <= this.view.on && this.view.on <= span.to));
    if (!rows.length) return null;
    rows.sort((one, other) => (one.span.from < other.span.from ? -1 : 1));
    return element("section", { class: "group other" }, element("h3", {}, "On other days"), element("ul", {}, rows.map(({ span, words }) =>
      element("li", {}, element("button", { type: "button", class: "row plain", onclick: () => this.view.goTo(span.from) },
        element("span", {}, `${short(span.from)} – ${short(span.to)}`), element("span", {}, words))))));
  }
}

/** @param {string|null|undefined} why @returns {string} where report and ground disagree, in a sentence */
function plainWhy(why) {
  return why ? why[0].toUpperCase() + why.slice(1) : "";
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Place} place @returns {string} */
function placeKind(page, place) {
  const whole = place.part_of && page.places[place.part_of];
  return whole ? `${place.kind}, part of ${whole.name}` : place.kind;
}
