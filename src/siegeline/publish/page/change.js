/** What would change this? What the picture would say of the day without each of the claims behind it. */

import { long } from "./day.js";
import { element } from "./element.js";
import { plainly } from "./word.js";

/** @typedef {{claim: string, without: string|null}} Change */

/** @param {import("./types.js").Page} page @param {import("./types.js").Span} span @param {string} on
 * @returns {HTMLElement|string} closed; the desk works it out when it is opened */
export function changing(page, span, on) {
  if (!span.for.length && !span.against.length) return "";
  if (!page.desk && !span.changes) return "";
  const into = element("div", {});
  const box = element("details", { class: "changing" }, element("summary", {}, "What would change this?"), into);
  const show = (/** @type {Change[]} */ changes) => into.replaceChildren(changed(page, changes, on));
  if (span.changes) show(span.changes);
  else box.addEventListener("toggle", () => {
    if (!box.open || into.childNodes.length) return;
    into.append(element("p", { class: "none" }, "Working it out …"));
    page.desk?.changes(span, on).then(show, (error) => into.replaceChildren(element("p", { class: "none" }, String(error.message))));
  });
  return box;
}

/** @param {import("./types.js").Page} page @param {Change[]} changes @param {string} on @returns {HTMLElement} */
export function changed(page, changes, on) {
  if (!changes.length) return element("p", { class: "none" }, `No single claim: on ${long(on)} the others would say the same.`);
  return element("ul", {}, changes.map(({ claim, without }) => element("li", {},
    "Without “", element("bdi", {}, plainly(page.claims[claim]?.quote ?? claim)), "”: ",
    element("b", {}, plainly(without ?? "nothing would be told")))));
}
