/** Search over places and roads by name: type, choose, go there. */

import { element } from "./element.js";

const MOST = 8;
const PAUSE = 150; // milliseconds after the last key, before more is asked for

/** @typedef {{name: string, kind: string, pick?: import("./types.js").Pick, take?: () => void, seek?: string}} Found
 *   a place or road of this page, something else with what choosing it does, or a name whose sentences are then sought */

/** @param {import("./types.js").Page} page @param {(pick: import("./types.js").Pick) => void} choose
 * @param {(sought: string) => Promise<Found[]>} more what else there is of these words @returns {HTMLElement} */
export function searchBox(page, choose, more) {
  /** @type {Found[]|null} */
  let all = null;
  const named = () => (all ??= [
    ...Object.values(page.places).map((one) => ({ pick: { what: /** @type {const} */ ("place"), id: one.id }, name: one.name, kind: one.kind })),
    ...Object.values(page.routes).map((one) => ({ pick: { what: /** @type {const} */ ("route"), id: one.id }, name: one.name, kind: "road" })),
  ]);
  let active = -1;
  let asking = 0;
  /** @type {Found[]} */
  let found = [];
  const what = "places, roads, actors, words";
  const list = element("ul", { id: "found", role: "listbox", "aria-label": "What was found", hidden: true });
  const input = element("input", { type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found",
    "aria-autocomplete": "list", "aria-label": `Search ${what}`, placeholder: `Search ${what}`, autocomplete: "off", spellcheck: "false" });
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (/** @type {number} */ index) => {
    if (!found[index]) return;
    input.value = found[index].name;
    close();
    const { pick, take: act, seek } = found[index];
    if (seek) {
      input.value = seek;
      input.dispatchEvent(new Event("input"));
    } else if (pick) choose(pick);
    else act?.();
  };
  const show = () => {
    list.replaceChildren(...found.map((one, i) => element("li", { id: `found-${i}`, role: "option", "aria-selected": String(i === active),
      onpointerdown: (/** @type {Event} */ event) => { event.preventDefault(); take(i); } },
      element("bdi", {}, one.name), element("small", {}, one.kind))));
    const none = "No place or road of that name, and no sentence with these words";
    if (!found.length) list.append(element("li", { class: "none" }, none));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (active >= 0) input.setAttribute("aria-activedescendant", `found-${active}`);
  };
  input.addEventListener("input", () => {
    const sought = fold(input.value);
    found = sought ? named().filter((one) => fold(one.name).includes(sought)).slice(0, MOST) : [];
    found.sort((one, other) => Number(fold(other.name).startsWith(sought)) - Number(fold(one.name).startsWith(sought)));
    active = found.length ? 0 : -1;
    if (sought) show();
    else close();
    clearTimeout(asking);
    if (sought) asking = setTimeout(() => ask(input.value), PAUSE);
  });
  const ask = async (/** @type {string} */ asked) => {
    const others = await more(asked);
    if (input.value !== asked || !others.length || document.activeElement !== input) return;
    found = [...found.filter((one) => one.pick), ...others];
    active = Math.max(active, 0);
    show();
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      active = (active + step + found.length) % found.length;
      show();
      event.preventDefault();
    } else if (event.key === "Enter") take(Math.max(active, 0));
    else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
  return element("div", { class: "search" }, input, list);
}

/** @param {string} text @returns {string} without case, marks and hyphens */
function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f'’ʿʾ-]/g, "").toLowerCase().trim();
}
