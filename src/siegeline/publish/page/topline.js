/** The top line: which conflict, which day, as known when, by which rule; and search. */

import { long } from "./day.js";
import { element } from "./element.js";

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} search @returns {HTMLElement[]} */
export function topline(page, view, search) {
  const { made } = page;
  const [min, max] = page.days;
  // a browser writes a date field in its own country's order, which can be misread; so the day is written by us
  const field = element("input", { type: "date", tabindex: -1, "aria-hidden": "true", min, max });
  field.addEventListener("change", () => field.value && view.goTo(field.value));
  const day = element("button", { type: "button", id: "on", title: "Choose a day", onclick: () => field.showPicker?.() });
  view.follow(() => {
    field.value = view.on;
    day.textContent = long(view.on);
    day.setAttribute("aria-label", `On ${long(view.on)}: choose a day`);
  });
  const fact = (/** @type {string} */ name, /** @type {Node|string} */ value, /** @type {string|null} */ title = null, kind = "") =>
    element("div", { class: `fact ${kind}`, title }, element("span", {}, name), value);
  return [
    element("h1", {}, element("bdi", {}, page.theatre.name)),
    ...(page.desk ? [page.desk.navigation] : []),
    element("div", { class: "fact on" }, element("span", {}, "On"), day, field),
    ...(page.desk?.facts ?? [
      fact(made.known ? "As known on" : "As known from", element("b", {}, made.known ? long(made.known) : "all reports"), "Only reports that had come out by then are used", "known"),
      fact("Rule", element("b", {}, made.rule), made.note, "rule"),
    ]),
    fact("From", element("b", {}, `${made.reports} reports, ${made.claims} claims`), `Siegeline ${made.version}`, "from"),
    search,
  ];
}
