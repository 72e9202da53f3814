/** The question's frame: as known when, by which rule, of which sources; kept in the address, one control each. */

import { long } from "./day.js";
import { element } from "./element.js";

/** @typedef {{known: string|null, rule: string|null, group: string|null}} Frame */

/** @returns {Frame} as the address tells it */
export function frame() {
  const told = new URLSearchParams(location.search);
  return { known: told.get("known"), rule: told.get("rule"), group: told.get("group") };
}

/** The view lies in the query, so that the server, a log and a person can read it. @type {import("./view.js").Address} */
export const QUERY = {
  read: () => new URLSearchParams(location.search),
  write: (told) => {
    const query = new URLSearchParams(location.search);
    for (const name of ["on", "from", "to", "at", "place", "route"]) query.delete(name);
    for (const [name, value] of Object.entries(told)) query.set(name, value);
    history.replaceState(null, "", `?${query}`);
  },
  event: "popstate",
};

/** Open the same view in another frame. @param {string} name @param {string} value */
function change(name, value) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  location.search = String(query);
}

/** @param {any} choices of the server @param {() => string} on the day shown @returns {HTMLElement[]} for the top line */
export function frameControls(choices, on) {
  const now = frame();
  const days = choices.learned.slice(-300).reverse();
  if (now.known && !days.includes(now.known)) days.unshift(now.known);
  const known = select("known", "As known", now.known ?? "",
    [["", "all reports"], ["shown", "the day shown"], ...days.map((/** @type {string} */ day) => [day, `on ${long(day.slice(0, 10))}`])],
    (value) => change("known", value === "shown" ? on() : value));
  const rule = select("rule", "Rule", now.rule ?? "encirclement", choices.rules.map((/** @type {any} */ one) => [one.name, one.name]),
    (value) => change("rule", value));
  rule.title = choices.rules.find((/** @type {any} */ one) => one.name === (now.rule ?? "encirclement"))?.wording ?? "";
  const group = select("group", "Sources", now.group ?? "", [["", "all"], ...choices.groups.map((/** @type {any} */ one) => [one.id, one.name])],
    (value) => change("group", value));
  return [known, rule, group];
}

/** @param {string} id @param {string} label @param {string} value @param {string[][]} options
 * @param {(value: string) => void} choose @returns {HTMLElement} */
function select(id, label, value, options, choose) {
  const field = element("select", { id }, options.map(([key, words]) => element("option", { value: key, selected: key === value }, words)));
  field.addEventListener("change", () => choose(field.value));
  return element("label", { class: `fact ${id}` }, element("span", {}, label), field);
}

/** @param {string} here @param {() => string} query of the map as it stands @param {boolean} review whether there is a review desk
 * @returns {HTMLElement} */
export function navigation(here, query = () => "", review = true) {
  const link = (/** @type {string} */ path, /** @type {string} */ words) => {
    const one = element("a", { href: path, "aria-current": path === here ? "page" : null }, words);
    one.addEventListener("click", () => { if (path === "/compare") one.href = `/compare?left=${encodeURIComponent(query())}`; });
    return one;
  };
  return element("nav", { class: "desks", "aria-label": "Desk" }, link("/", "Map"), review ? link("/review", "Review") : "", link("/compare", "Compare"));
}
