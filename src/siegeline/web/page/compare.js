/** Two situations side by side – two days, two rules, two groups of sources – and what is otherwise between them. */

import { ask } from "./asking.js";
import { part } from "./assembly.js";
import { isDay, long } from "./day.js";
import { element } from "./element.js";
import { navigation } from "./frame.js";
import { situation } from "./situation.js";
import { degreeWord, plainly, routeWord, sideName } from "./word.js";

const FIELDS = ["on", "known", "rule", "group", "place", "route"];
/** @type {Map<string, Promise<any>>} */
const asked = new Map();
/** @type {any} */
let choices = { rules: [], groups: [] };
const table = element("section", { class: "differences", "aria-label": "What is otherwise" });
/** @type {any[]} */
let windows = [];

begin().catch((error) => {
  part("compare").replaceChildren(element("p", { class: "trouble", role: "alert" }, `This cannot be compared: ${error.message}`));
});

async function begin() {
  choices = await ask("choices");
  const preset = (/** @type {string} */ words, /** @type {(left: URLSearchParams, right: URLSearchParams) => void} */ make, /** @type {boolean} */ can = true) =>
    can ? element("button", { type: "button", class: "go", onclick: () => { const [left, right] = queries(); make(left, right); open(left, right); } }, words) : "";
  const [one, other] = choices.groups;
  part("topline").append(element("h1", {}, "Siegeline"), navigation("/compare", undefined, !choices.release), element("div", { class: "presets", role: "group", "aria-label": "Compare" },
    preset("This day as known then, and now", (left, right) => { right.delete("known"); left.set("known", right.get("on") ?? windows[1].contentWindow.siegeline?.on ?? ""); left.set("on", left.get("known") ?? ""); }),
    preset("Two rules", (left, right) => { left.set("rule", choices.rules[0].name); right.set("rule", choices.rules[1].name); }, choices.rules.length > 1),
    preset(`${one?.name} and ${other?.name}`, (left, right) => { left.set("group", one.id); right.set("group", other.id); }, Boolean(other))));
  const told = new URLSearchParams(location.search);
  const left = clean(new URLSearchParams(told.get("left") ?? ""));
  const right = clean(new URLSearchParams(told.get("right") ?? told.get("left") ?? ""));
  windows = ["Left", "Right"].map((name) => element("iframe", { title: `${name} situation`, class: "situation" }));
  part("compare").append(element("h2", { class: "spoken" }, "Two situations"), ...windows, table);
  open(left, right);
  setInterval(follow, 400); // each side keeps its own address; this one keeps both
}

/** @param {URLSearchParams} query @returns {URLSearchParams} of what a situation takes, and nothing else */
function clean(query) {
  return new URLSearchParams(FIELDS.flatMap((name) => { const value = query.get(name); return value ? [[name, value]] : []; }));
}

/** @param {URLSearchParams} left @param {URLSearchParams} right */
function open(left, right) {
  [left, right].forEach((query, i) => { windows[i].src = `/?${clean(query)}&embed=1`; });
}

/** @returns {[URLSearchParams, URLSearchParams]} */
function queries() {
  return /** @type {any} */ (windows.map((one) => clean(new URLSearchParams(one.contentWindow.location.search))));
}

let last = "";
async function follow() {
  if (windows.some((one) => !one.contentWindow?.siegeline)) return;
  const [left, right] = queries();
  windows.forEach((one, i) => (i ? right : left).set("on", one.contentWindow.siegeline.on));
  const now = String(new URLSearchParams({ left: String(left), right: String(right) }));
  if (now === last) return;
  last = now;
  history.replaceState(null, "", `?${now}`);
  const rows = await differences(left, right);
  if (now !== last) return;
  part("spoken").textContent = `${rows.length} differences`;
  table.replaceChildren(element("h3", {}, rows.length ? `${rows.length} ${rows.length === 1 ? "thing is" : "things are"} told otherwise` : "Nothing is told otherwise"),
    rows.length ? element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "What"), ...[left, right].map((query) => element("th", { scope: "col" }, title(query))))),
      element("tbody", {}, rows.map((row) => element("tr", {}, element("th", { scope: "row" }, element("bdi", {}, plainly(row[0]))), element("td", {}, row[1]), element("td", {}, row[2]))))) : "");
}

/** @param {URLSearchParams} query @returns {string} */
function title(query) {
  const [on, known, rule, group] = ["on", "known", "rule", "group"].map((name) => query.get(name));
  const day = (/** @type {string} */ text) => (isDay(text.slice(0, 10)) ? long(text.slice(0, 10)) : text);
  return [on && day(on), known && `as known on ${day(known)}`, rule, group && `${group} sources`].filter(Boolean).join(", ");
}

/** @param {URLSearchParams} left @param {URLSearchParams} right @returns {Promise<string[][]>} what, left, right */
async function differences(left, right) {
  const [one, other] = await Promise.all([left, right].map(async (query) => states(await contents(query), query.get("on") ?? "")));
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((what) => {
    const both = [one.get(what) ?? "nothing told", other.get(what) ?? "nothing told"];
    return both[0] === both[1] ? [] : [[what, ...both]];
  });
}

/** @param {URLSearchParams} query @returns {Promise<any>} */
function contents(query) {
  const wanted = { known: query.get("known"), rule: query.get("rule"), group: query.get("group") };
  const key = JSON.stringify(wanted);
  if (!asked.has(key)) asked.set(key, ask("contents", wanted));
  return /** @type {any} */ (asked.get(key));
}

/** @param {any} page @param {string} on @returns {Map<string, string>} */
function states(page, on) {
  const now = situation(page, on);
  /** @type {Map<string, string>} */
  const out = new Map();
  const put = (/** @type {string} */ key, /** @type {string} */ words) => out.set(key, [out.get(key), words].filter(Boolean).join("; "));
  for (const { place, span } of now.sieges) put(`${place.name}: siege`, `besieged by ${sideName(page, span.besieger)}, ${degreeWord(span.degree)}, ${span.doubt ?? "unsettled"}`);
  for (const { place, span } of now.control) put(`${place.name}: held by`, span.state === "held" ? `${sideName(page, span.holder)}, ${span.doubt}` : span.state);
  for (const { route, span } of now.routes) put(route.name, [routeWord(span.state), span.for_whom && `for ${sideName(page, span.for_whom)}`, span.doubt].filter(Boolean).join(", "));
  return out;
}
