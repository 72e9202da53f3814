/** Words for states, doubt, sources: plain, the same everywhere. */

import { element } from "./element.js";

/** @typedef {Record<string, string>} Words */

/** @type {Words} */
const DEGREE = { encircled: "encircled", "under-fire": "all ways under fire", "one-way": "one way left" };
/** @type {Words} */
const ROUTE = { open: "open", contested: "contested", "under-fire": "under fire", restricted: "restricted", cut: "cut",
  unknown: "state unknown" };
/** @type {Words} */
const STATUS = { failed: "tried, failed", planned: "planned or predicted", hypothetical: "a condition, not an event",
  denied: "denied" };
/** @type {Words} */
const BASIS = { reported: "somebody says so", derived: "worked out from places and routes",
  both: "reported and worked out", claims: "from reports", neighbours: "inferred from neighbours" };
/** @type {Words} */
const RELIABLE = { A: "reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable",
  E: "unreliable", F: "reliability unknown" };
/** @type {Words} */
const TRUE = { 1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
  6: "truth cannot be judged" };

/** @param {string} degree @returns {string} */
export function degreeWord(degree) {
  return DEGREE[degree] ?? degree;
}

/** @param {string} state @returns {string} */
export function routeWord(state) {
  return ROUTE[state] ?? state;
}

/** Nothing for what is said to be so. @param {string} status @returns {string} */
export function statusWord(status) {
  return status === "actual" ? "" : (STATUS[status] ?? status);
}

/** @param {string} basis @returns {string} */
export function basisWord(basis) {
  return BASIS[basis] ?? basis;
}

/** How sure, in the picture's own words; nothing where it asserts no state.
 * @param {{doubt: string|null}} span @returns {string} */
export function doubtWord({ doubt }) {
  return doubt ?? "";
}

/** An Admiralty grade in words. @param {string|null} grade @returns {string} */
export function gradeWords(grade) {
  const [letter = "", number = ""] = grade ?? "";
  return [RELIABLE[letter], TRUE[number]].filter(Boolean).join(", ") || "not graded";
}

/** A side's neutral name; a name nobody resolved stands in quotes.
 * @param {import("./types.js").Page} page @param {import("./types.js").Actor|null} actor @returns {string} */
export function sideName(page, actor) {
  if (!actor) return "an unknown side";
  const side = page.theatre.sides.find((one) => one.id === actor.side);
  return side ? inSentence(side.name.replace(/ and (its |their )?all(ies|ied)\b.*$/, "")) : `“${actor.text}”`;
}

/** "Government" → "the government"; a name that is an abbreviation or a proper name stays.
 * @param {string} name @returns {string} */
function inSentence(name) {
  return /^(Government|Opposition|Insurgents|Rebels|Army)\b/.test(name) ? `the ${name[0].toLowerCase()}${name.slice(1)}` : name;
}

/** Whether a span asserts a state: without one, its claims are for nothing. @param {{doubt: string|null}} span
 * @returns {boolean} */
export function isSettled({ doubt }) {
  return doubt !== null;
}

/** "4 for, 1 against"; of claims that settle nothing, how many and why.
 * @param {{for: string[], against: string[], told?: [number, number], doubt: string|null, sentence: string}} span @returns {string} */
export function tally(span) {
  const [pro, contra] = span.told ?? [span.for.length, span.against.length];
  if (!pro && !contra) return "no claims";
  if (!isSettled(span)) return span.sentence.split(" – ").pop() || `${pro + contra} claims`;
  return `${pro} for, ${contra} against`;
}

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Text whose invisible characters are shown by their number, so that none can turn the line around.
 * @param {string} text @returns {(Node|string)[]} */
export function plainly(text) {
  /** @type {(Node|string)[]} */
  const out = [];
  let run = "";
  for (const ch of text) {
    if (CONTROLS.test(ch)) {
      const number = `U+${ch.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
      out.push(run, element("span", { class: "unseen", title: "an invisible character of the report" }, number));
      run = "";
    } else run += ch;
  }
  return [...out, run].filter((one) => one !== "");
}

/** @param {number} number @param {string} what @returns {string} "1 report", "2 reports" */
export function counted(number, what) {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
