/** The top line: which conflict, which day, as known when, by which rule; and search. */

import { long } from "./day.js";
import { dayField } from "./dayfield.js";
import { element } from "./element.js";
import { counted } from "./word.js";

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} search @returns {HTMLElement[]} */
export function topline(page, view, search) {
  const { made } = page;
  const day = dayField("on", "On", page.days, (chosen) => view.goTo(chosen));
  view.follow(() => day.show(view.on));
  const fact = (/** @type {string} */ name, /** @type {Node|string} */ value, /** @type {string|null} */ title = null, kind = "") =>
    element("div", { class: `fact ${kind}`, title }, element("span", {}, name), value);
  return [
    element("h1", {}, element("bdi", {}, page.theatre.name)),
    ...(page.desk ? [page.desk.navigation] : []),
    element("div", { class: "fact on" }, element("span", {}, "On"), ...day.parts),
    ...(page.desk?.facts ?? [
      fact(made.known ? "As known on" : "As known from", element("b", {}, made.known ? long(made.known) : "all reports"), "Only reports that had come out by then are used", "known"),
      fact("Rule", element("b", {}, made.rule), made.note, "rule"),
    ]),
    fact("From", element("b", {}, `${counted(made.reports, "report")}, ${counted(made.claims, "claim")}`), `Siegeline ${made.version}`, "from"),
    search,
  ];
}
