/** A claim as the reader sees it: the report's sentence with its decisive words marked, and who says it. */

import { short } from "./day.js";
import { element } from "./element.js";
import { claimDay } from "./situation.js";
import { gradeWords, plainly, statusWord } from "./word.js";

const AROUND = 420; // characters of the report shown on either side of the sentence

/** @param {import("./types.js").Page} page @param {string[]} ids @param {"for"|"against"|"told"} which
 *   told: they settle nothing, and so are neither for nor against @returns {HTMLElement} */
export function claimGroup(page, ids, which) {
  const claims = ids.map((id) => page.claims[id]).filter(Boolean);
  const title = which === "told" ? "Claims" : `Claims ${which}`;
  const none = which === "against" ? "No sentence on record says otherwise. That is not proof." : "No sentence says so.";
  return element("section", { class: `claims ${which}` },
    element("h3", {}, `${title} (${claims.length})`),
    claims.length ? element("ol", {}, claims.map((claim, i) =>
      claimItem(page, claim, claims.slice(0, i).some((other) => words(other) === words(claim))))) : element("p", { class: "none" }, none));
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Claim} claim @param {boolean} same as one above
 * @returns {HTMLElement} */
export function claimItem(page, claim, same) {
  const status = statusWord(claim.status);
  return element("li", { class: "claim", "data-claim": claim.id },
    element("blockquote", { dir: "auto" }, quoted(claim)),
    element("p", { class: "by" }, origin(page, claim).flatMap((part, i) => (i ? [" · ", part] : [part]))),
    same && element("p", { class: "status" }, "Same words as above: one origin, not a second confirmation"),
    status && element("p", { class: "status" }, `Told as: ${status}`),
    context(page, claim));
}

/** @param {import("./types.js").Claim} claim @returns {string} its letters alone, to find reposts */
function words(claim) {
  return claim.quote.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** @param {import("./types.js").Claim} claim @returns {(Node|string)[]} */
function quoted(claim) {
  const [from, to] = claim.trigger ? claim.trigger.map((at) => at - claim.start) : [0, 0];
  const letters = Array.from(claim.quote); // the offsets count code points
  const part = (/** @type {number} */ a, /** @type {number} */ b) => plainly(letters.slice(a, b).join(""));
  if (!(0 <= from && from < to && to <= letters.length)) return part(0, letters.length);
  return [...part(0, from), element("mark", {}, part(from, to)), ...part(to, letters.length)];
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Claim} claim @returns {(Node|string)[]} */
function origin(page, claim) {
  const report = page.reports[claim.report];
  const day = claimDay(page, claim);
  return [
    element("b", { dir: "auto" }, plainly(report?.source ?? claim.file)),
    ...(claim.speaker ? [element("span", {}, "quoting “", element("bdi", {}, plainly(claim.speaker.text)), "”")] : []),
    element("span", {}, leaningWords(page, report?.leaning ?? null)),
    element("abbr", { title: gradeWords(claim.grade) }, claim.grade ? `grade ${claim.grade}` : "not graded"),
    day ? element("time", { datetime: day }, short(day)) : "no date",
  ];
}

/** @param {import("./types.js").Page} page @param {string|null} leaning @returns {string} */
function leaningWords(page, leaning) {
  if (!leaning) return "leaning unknown";
  const side = page.theatre.sides.find((one) => one.id === leaning);
  return side ? `pro-${side.id}` : leaning;
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Claim} claim @returns {HTMLElement|null} */
function context(page, claim) {
  const { desk } = page;
  const open = desk?.openReport;
  if (desk) return open ? element("button", { type: "button", class: "open-report", onclick: () => open(claim) }, "Open in the report") : null;
  const text = page.reports[claim.report]?.text;
  if (!text) return null;
  const letters = Array.from(text);
  const from = Math.max(claim.start - AROUND, 0);
  const to = Math.min(claim.end + AROUND, letters.length);
  const part = (/** @type {number} */ a, /** @type {number} */ b) => plainly(letters.slice(a, b).join("").trim());
  return element("details", { class: "context" },
    element("summary", {}, "In the report"),
    element("p", { dir: "auto" }, from ? "… " : "", part(from, claim.start), " ", element("em", {}, part(claim.start, claim.end)),
      " ", part(claim.end, to), to < letters.length ? " …" : ""),
    element("p", { class: "file" }, plainly(claim.file)));
}
