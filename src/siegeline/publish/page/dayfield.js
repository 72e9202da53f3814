/** A day to be chosen: a button that says it in words over the browser's own calendar. A browser writes a date field in
 * its country's order, which can be misread; so the day is written by us. */

import { long } from "./day.js";
import { element } from "./element.js";

/** @param {string} id @param {string} name what it is for @param {[string, string]} days that can be chosen @param {(day: string) => void} choose
 * @returns {{parts: HTMLElement[], show: (day: string) => void}} the button and its field */
export function dayField(id, name, [min, max], choose) {
  const field = element("input", { type: "date", tabindex: -1, "aria-hidden": "true", min, max });
  field.addEventListener("change", () => field.value && choose(field.value));
  const button = element("button", { type: "button", id, title: "Choose a day", onclick: () => field.showPicker?.() });
  const show = (/** @type {string} */ day) => {
    field.value = day;
    button.textContent = long(day);
    button.setAttribute("aria-label", `${name} ${long(day)}: choose a day`);
  };
  return { parts: [button, field], show };
}
