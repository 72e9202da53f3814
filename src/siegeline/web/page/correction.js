/** Correcting a claim: its fields, and which place it means, chosen from a list or on the map. */

import { ask } from "./asking.js";
import { element } from "./element.js";
import { style } from "./ground.js";
import { palette } from "./hue.js";
import { plainly } from "./word.js";

/** @param {string} title @param {any[]} inside @returns {{dialog: any, answer: Promise<any>, give: (value: any) => void}} */
function asked(title, inside) {
  const dialog = element("dialog", { class: "asked", "aria-labelledby": "asked-title" });
  /** @type {(value: any) => void} */
  let give = () => {};
  const answer = new Promise((resolve) => { give = resolve; });
  dialog.append(element("header", {}, element("h2", { id: "asked-title" }, title),
    element("button", { type: "button", class: "close", onclick: () => dialog.close() }, "Cancel")), ...inside);
  dialog.addEventListener("close", () => { give(null); dialog.remove(); });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, answer, give: (value) => { give(value); dialog.close(); } };
}

/** @param {any} claim @param {any} names kinds, statuses, sides, actors, roads @returns {Promise<Record<string, string|null>|null>} */
export async function correct(claim, names) {
  const parties = [...names.sides, ...names.actors].map((/** @type {any} */ one) => [one.id, one.name]);
  const choice = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ now, /** @type {string[][]} */ options) =>
    element("label", {}, element("span", {}, label), element("select", { name }, element("option", { value: "" }, `as read: ${now}`),
      options.map(([key, words]) => element("option", { value: key }, words))));
  const words = (/** @type {string} */ one) => [one, one.replaceAll("_", " ")];
  const nobody = ["-", "nobody, nothing"];
  const form = element("form", { class: "fields" },
    choice("kind", "Kind", claim.kind, names.kinds.map(words)), choice("status", "Status", claim.status, names.statuses.map(words)),
    choice("agent", "Who", claim.agent?.text ?? "nobody", [nobody, ...parties]), choice("target", "To whom", claim.target?.text ?? "nobody", [nobody, ...parties]),
    choice("route", "Road", claim.route?.name ?? claim.route?.text ?? "none", [nobody, ...names.roads.map((/** @type {any} */ one) => [one.id, one.name])]),
    element("label", {}, element("span", {}, "When (EDTF)"), element("input", { name: "when", placeholder: claim.when.edtf ?? "2016-08-06 or 2016-08-06/.." })),
    element("button", { type: "submit", class: "go" }, "Keep the correction"));
  const { answer, give } = asked("What does it say instead?", [form]);
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const told = [...new FormData(form)].filter(([, value]) => value).map(([name, value]) => [name, value === "-" ? null : value]);
    give(told.length ? Object.fromEntries(told) : null);
  });
  return answer;
}

/** @param {any} claim @returns {Promise<Record<string, string>|null>} */
export async function choosePlace(claim) {
  const field = element("input", { type: "search", name: "place", "aria-label": "Name of the place", value: claim.place?.text ?? "" });
  const list = element("ol", { class: "places" });
  const canvas = element("div", { class: "place-map" });
  const form = element("form", { class: "finding" }, field, element("button", { type: "submit", class: "go" }, "Look up"));
  const { answer, give } = asked("Which place does it mean?", [element("div", { class: "choosing" }, element("div", {}, form, list), canvas)]);
  field.focus();
  const drawn = placeMap(canvas);
  /** @type {any[]} */
  let markers = [];
  let asking = 0; // the last question asked: answers to those before it come too late
  const look = async () => {
    const words = field.value.trim();
    if (!words) return;
    const mine = ++asking;
    const [found, map] = await Promise.all([ask("places", { q: words }), drawn]);
    if (mine !== asking) return;
    for (const one of markers) one.remove();
    const take = (/** @type {any} */ one) => give({ place: one.id });
    list.replaceChildren(...(found.length ? found.map((/** @type {any} */ one, /** @type {number} */ i) => element("li", {},
      element("button", { type: "button", class: "row", onclick: () => take(one) }, element("b", {}, String(i + 1)), " ", element("bdi", {}, plainly(one.name)), ` · ${one.kind} · ${one.lat.toFixed(2)}, ${one.lon.toFixed(2)}`)))
      : [element("li", { class: "none" }, "No place of that name is known.")]));
    markers = map ? found.map((/** @type {any} */ one, /** @type {number} */ i) => {
      const sign = element("button", { type: "button", class: "pin", "aria-label": `${i + 1}: ${one.name}`, onclick: () => take(one) }, String(i + 1));
      return new /** @type {any} */ (globalThis).maplibregl.Marker({ element: sign }).setLngLat([one.lon, one.lat]).addTo(map);
    }) : [];
    if (map && found.length) map.jumpTo({ center: [found[0].lon, found[0].lat], zoom: 8 });
  };
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); look(); });
  look();
  return answer;
}

/** @param {HTMLElement} into @returns {Promise<any>} null where no map can be drawn: the list says the same */
async function placeMap(into) {
  try {
    const page = await ask("ground");
    return new /** @type {any} */ (globalThis).maplibregl.Map({ container: into, style: style(page, palette(page)), attributionControl: false,
      bounds: page.bounds, dragRotate: false, maxZoom: 14, fadeDuration: 0 });
  } catch (error) {
    into.textContent = `No map can be drawn here (${/** @type {Error} */ (error).message}).`;
    return null;
  }
}
