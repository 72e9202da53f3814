/** A report opened at a sentence: its text, the sentence marked, who says that who says it. */

import { ask } from "./asking.js";
import { long } from "./day.js";
import { element } from "./element.js";
import { frame } from "./frame.js";
import { gradeWords, plainly, statusWord } from "./word.js";

/** @param {import("./types.js").Claim & {chain?: any[]}} claim @param {boolean} [review] whether to lead to the review desk */
export async function openReport(claim, review = true) {
  const report = await ask(`report/${encodeURIComponent(claim.report)}`, frame());
  const dialog = /** @type {any} */ (element("dialog", { class: "report", "aria-labelledby": "report-title" }));
  const close = element("button", { type: "button", class: "close", onclick: () => dialog.close() }, "Close");
  dialog.append(
    element("header", {},
      element("h2", { id: "report-title", dir: "auto" }, plainly(report.source ?? report.file)), close,
      element("p", { class: "facts" }, facts(report, claim))),
    element("div", { class: "text", dir: "auto", tabindex: 0, role: "region", "aria-label": "The report's text" }, marked(report, claim)),
    element("footer", {}, chain(claim), readAs(claim), review ? element("p", {}, element("a", { href: `/review?claim=${claim.id}` }, "Review this claim")) : ""));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  dialog.showModal();
  dialog.querySelector("#sentence")?.scrollIntoView({ block: "center" });
  close.focus({ preventScroll: true });
}

/** @param {any} report @param {any} claim @returns {string} */
function facts(report, claim) {
  return [report.leaning ?? "leaning unknown", claim.grade ? `grade ${claim.grade}: ${gradeWords(claim.grade)}` : "not graded",
    report.published ? `published ${long(report.published)}` : "no date", `known to us from ${long(report.learned)}`, report.file].join(" · ");
}

/** The whole text; its other claims are marked faintly. @param {any} report @param {any} claim @returns {(Node|string)[]} */
export function marked(report, claim) {
  const letters = Array.from(report.text); // the offsets count code points
  const others = Object.values(report.claims).filter((one) => one.end <= claim.start || one.start >= claim.end);
  const spans = [{ start: claim.start, end: claim.end, own: true }, ...others.map(({ start, end }) => ({ start, end, own: false }))]
    .sort((one, other) => one.start - other.start);
  /** @type {(Node|string)[]} */
  const out = [];
  let at = 0;
  const part = (/** @type {number} */ a, /** @type {number} */ b) => plainly(letters.slice(a, b).join(""));
  for (const { start, end, own } of spans) {
    if (start < at) continue;
    out.push(...part(at, start), own ? element("em", { id: "sentence" }, inside(claim, part)) : element("span", { class: "other" }, part(start, end)));
    at = end;
  }
  return [...out, ...part(at, letters.length)];
}

/** @param {any} claim @param {(a: number, b: number) => (Node|string)[]} part @returns {(Node|string)[]} */
function inside(claim, part) {
  const [from, to] = claim.trigger ?? [0, 0];
  if (!(claim.start <= from && from < to && to <= claim.end)) return part(claim.start, claim.end);
  return [...part(claim.start, from), element("mark", {}, part(from, to)), ...part(to, claim.end)];
}

/** @param {any} claim @returns {HTMLElement|string} */
export function chain(claim) {
  if (!claim.chain?.length) return element("p", { class: "chain" }, "Nobody is named who says it.");
  return element("ol", { class: "chain", "aria-label": "Who says that who says it" }, claim.chain.map((/** @type {any} */ one, /** @type {number} */ i) =>
    element("li", {}, i ? "quotes " : "", element("b", { dir: "auto" }, plainly(one.text)), one.leaning ? ` (${one.leaning})` : " (leaning unknown)")));
}

/** @param {any} claim @returns {HTMLElement} */
export function readAs(claim) {
  const named = (/** @type {any} */ one) => one && (one.name ?? one.text);
  const rows = [["kind", claim.kind.replaceAll("_", " ")], ["status", statusWord(claim.status) || "happened, or holds"], ["who", named(claim.agent)], ["to whom", named(claim.target)],
    ["where", named(claim.place)], ["road", named(claim.route)], ["when", claim.when.edtf ?? "not told"],
    ["sure", `${Math.round(claim.confidence * 100)} in 100 that it is read right`]].filter(([, value]) => value);
  return element("dl", { class: "read-as" }, rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, element("bdi", {}, plainly(String(value))))]));
}
