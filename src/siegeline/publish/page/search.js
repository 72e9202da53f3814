/** Search over places and roads by name: type, choose, go there. */

import { element } from "./element.js";

const MOST = 8;

/** @param {import("./types.js").Page} page @param {(pick: import("./types.js").Pick) => void} choose @returns {HTMLElement} */
export function searchBox(page, choose) {
  const named = [
    ...Object.values(page.places).map((one) => ({ pick: { what: "place", id: one.id }, name: one.name, kind: one.kind })),
    ...Object.values(page.routes).map((one) => ({ pick: { what: "route", id: one.id }, name: one.name, kind: "road" })),
  ];
  let active = -1;
  /** @type {typeof named} */
  let found = [];
  const list = element("ul", { id: "found", role: "listbox", "aria-label": "Places and roads", hidden: true });
  const input = element("input", { type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found",
    "aria-autocomplete": "list", "aria-label": "Search places and roads", placeholder: "Search places, roads", autocomplete: "off", spellcheck: "false" });
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (/** @type {number} */ index) => {
    if (!found[index]) return;
    input.value = found[index].name;
    close();
    choose(/** @type {any} */ (found[index].pick));
  };
  const show = () => {
    list.replaceChildren(...found.map((one, i) => element("li", { id: `found-${i}`, role: "option", "aria-selected": String(i === active),
      onpointerdown: (/** @type {Event} */ event) => { event.preventDefault(); take(i); } },
      element("bdi", {}, one.name), element("small", {}, one.kind))));
    if (!found.length) list.append(element("li", { class: "none" }, "No place or road of that name on this page"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (active >= 0) input.setAttribute("aria-activedescendant", `found-${active}`);
  };
  input.addEventListener("input", () => {
    const sought = fold(input.value);
    found = sought ? named.filter((one) => fold(one.name).includes(sought)).slice(0, MOST) : [];
    found.sort((one, other) => Number(fold(other.name).startsWith(sought)) - Number(fold(one.name).startsWith(sought)));
    active = found.length ? 0 : -1;
    if (sought) show();
    else close();
  });
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
