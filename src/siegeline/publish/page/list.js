/** The day as a list: who is cut off, which roads work, who holds what. The table behind the map. */

import { long, sinceWords } from "./day.js";
import { element } from "./element.js";
import { signElement } from "./sign.js";
import { ink } from "./hue.js";
import { contenders } from "./situation.js";
import { basisWord, degreeWord, doubtWord, isSettled, routeWord, sideName, tally } from "./word.js";

const MOST = 300; // places in the list: with more, nobody reads it, and the browser slows down

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation} now
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement[]} */
export function dayList(page, now, view, colours) {
  const cut = now.sieges.length;
  const heading = cut ? `${cut === 1 ? "One place is" : `${cut} places are`} besieged` : "No siege is on record for this day";
  return [
    element("header", {}, element("h2", {}, heading), element("p", { class: "when" }, `on ${long(view.on)}`)),
    cut ? "" : element("p", { class: "none" }, "Silence is not open: it means that no report on record says so."),
    group("Besieged", now.sieges.map((one) => siegeRow(page, one, view, colours))),
    group("Supply roads", settledFirst(now.routes).map((one) => routeRow(page, one, view, colours))),
    group("Who holds what", settledFirst(now.control).slice(0, MOST).map((one) => controlRow(page, one, view, colours))),
    now.control.length > MOST ? element("p", { class: "none" }, `${now.control.length - MOST} more places are not listed: search for one, or choose it on the map.`) : "",
  ].filter(Boolean);
}

/** @template {{span: {doubt: string|null}}} R @param {R[]} rows @returns {R[]} what is known before what is not */
function settledFirst(rows) {
  return [...rows.filter(({ span }) => isSettled(span)), ...rows.filter(({ span }) => !isSettled(span))];
}

/** @param {string} title @param {HTMLElement[]} rows @returns {HTMLElement|string} */
function group(title, rows) {
  return rows.length ? element("section", { class: "group" }, element("h3", {}, title), element("ul", {}, rows)) : "";
}

/** @param {import("./view.js").View} view @param {import("./types.js").Pick} pick @param {HTMLElement} sign
 * @param {(Node|string)[]} words @param {string} small @param {string} kind @returns {HTMLElement} */
function row(view, pick, sign, words, small, kind) {
  return element("li", {},
    element("button", { type: "button", class: `row ${kind}`, "data-pick": `${pick.what}:${pick.id}`, onclick: () => view.choose(pick) },
      sign, element("span", { class: "words" }, element("span", {}, words), element("small", {}, small))));
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["sieges"][number]} siege
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function siegeRow(page, { place, span }, view, colours) {
  const sign = signElement({ shape: span.degree, ...ink(colours, colours.side(span.besieger?.side)), size: 28 });
  const words = [element("b", {}, place.name), ` besieged by ${sideName(page, span.besieger)}`];
  const small = [degreeWord(span.degree), sinceWords(span.since), doubtWord(span), tally(span)].join(" · ");
  return row(view, { what: "place", id: place.id }, sign, words, small, "siege");
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["routes"][number]} one
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function routeRow(page, { route, span }, view, colours) {
  const a = span.state === "unknown" ? colours.quiet : colours.side(span.for_whom?.side);
  const whom = span.for_whom ? ` for ${sideName(page, span.for_whom)}` : "";
  const words = [element("b", {}, route.name), ` ${routeWord(span.state)}${whom}`];
  const small = [isSettled(span) && sinceWords(span.since), doubtWord(span), tally(span)].filter(Boolean).join(" · ");
  return row(view, { what: "route", id: route.id }, signElement({ shape: `route-${span.state}`, ...ink(colours, a) }), words, small, "road");
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["control"][number]} one
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function controlRow(page, { place, span }, view, colours) {
  const [a, b] = contenders(page, span);
  const pale = span.basis === "neighbours";
  const colour = span.state === "indeterminate" ? colours.quiet : colours.side(span.state === "held" ? span.holder?.side : a);
  const sign = signElement({ shape: span.state, ...ink(colours, colour), b: colours.side(b), ground: colours.paper, pale });
  const state = span.state === "held" ? `held by ${sideName(page, span.holder)}` : span.state;
  const small = [doubtWord(span), pale ? basisWord(span.basis) : tally(span)].filter(Boolean).join(" · ");
  return row(view, { what: "place", id: place.id }, sign, [element("b", {}, place.name), ` ${state}`], small, "holds");
}
