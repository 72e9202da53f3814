/** For and against, side by side; and what the picture would be without each claim. */

import { ask } from "./asking.js";
import { claimGroup } from "./claim.js";
import { long } from "./day.js";
import { element } from "./element.js";
import { frame } from "./frame.js";
import { plainly } from "./word.js";

/** @param {import("./types.js").Page} page @param {string} on @param {import("./types.js").Span} span */
export function compareSides(page, on, span) {
  const dialog = /** @type {any} */ (element("dialog", { class: "sides", "aria-labelledby": "sides-title" }));
  const close = element("button", { type: "button", class: "close", onclick: () => dialog.close() }, "Close");
  const change = element("section", { class: "change" }, element("h3", {}, "What would change this?"), element("p", { class: "none" }, "Working it out …"));
  dialog.append(element("header", {}, element("h2", { id: "sides-title" }, plainly(span.sentence)), close),
    element("div", { class: "columns" }, claimGroup(page, span.for, "for"), claimGroup(page, span.against, "against")), change);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  dialog.showModal();
  tell(page, on, span, change).catch((error) => change.lastChild?.replaceWith(element("p", { class: "none" }, String(error.message))));
}

/** @param {import("./types.js").Page} page @param {string} on @param {import("./types.js").Span} span @param {HTMLElement} into */
async function tell(page, on, span, into) {
  const claims = [...span.for, ...span.against];
  const rows = claims.length ? await ask("influence", { ...frame(), on, claims: claims.slice(0, 100).join(",") }) : [];
  const words = rows.map((/** @type {any} */ row) => element("li", {},
    "Without “", element("bdi", {}, plainly(page.claims[row.claim]?.quote ?? row.claim)), "”: ",
    element("b", {}, plainly(row.without ?? "nothing would be told"))));
  into.lastChild?.replaceWith(words.length ? element("ul", {}, words)
    : element("p", { class: "none" }, `No single claim: on ${long(on)} the others would say the same.`));
}
