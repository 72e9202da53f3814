/** For and against, side by side; and what the picture would be without each claim. */

import { ask } from "./asking.js";
import { changed } from "./change.js";
import { claimGroup } from "./claim.js";
import { element } from "./element.js";
import { frame } from "./frame.js";
import { plainly } from "./word.js";

const MOST = 100; // claims left out in turn

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
  changes(span, on).then((found) => change.lastChild?.replaceWith(changed(page, found, on)),
    (error) => change.lastChild?.replaceWith(element("p", { class: "none" }, String(error.message))));
}

/** @param {import("./types.js").Span} span @param {string} on @returns {Promise<import("./change.js").Change[]>} */
export async function changes(span, on) {
  const claims = [...span.for, ...span.against];
  return claims.length ? ask("influence", { ...frame(), on, claims: claims.slice(0, MOST).join(",") }) : [];
}
