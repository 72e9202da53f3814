/** What a large record is asked for only as needed: a place's claims, the events of the days shown, a day's shapes. */

import { ask } from "./asking.js";
import { added } from "./columns.js";
import { frame } from "./frame.js";
import { renew } from "./situation.js";

const PAUSE = 250; // milliseconds on one day before its events are asked for

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view */
export function askAsNeeded(page, view) {
  /** @type {Set<string>} */
  const asked = new Set();
  let waiting = 0;
  let days = "";
  page.events = {};
  if (page.desk) page.desk.draw = (on) => draw(page, view, on);
  view.follow(() => {
    const { pick } = view;
    const key = pick ? `${pick.what} ${pick.id}` : "";
    if (pick && !asked.has(key)) {
      asked.add(key);
      ask("details", { ...frame(), [pick.what]: pick.id }).then((told) => {
        added(page, pick.id, told);
        view.renewed();
      }, () => asked.delete(key));
    }
    if (days === view.days.join()) return;
    days = view.days.join();
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const [first, last] = view.days;
      const told = await ask("events", { ...frame(), first, last }).catch(() => null);
      if (!told || days !== view.days.join()) return;
      page.events = told;
      view.tell();
    }, PAUSE);
  });
}

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {string} on */
async function draw(page, view, on) {
  const told = await ask("drawn", { ...frame(), on });
  const span = { from: on, to: on };
  page.fronts = [...(page.fronts ?? []), { ...span, features: told.features }];
  page.corridors = [...(page.corridors ?? []), ...told.corridors.map((/** @type {any} */ one) => ({ of: one.place.id, spans: [{ ...one, ...span }] }))];
  for (const one of told.sieges.filter((/** @type {any} */ row) => row.basis === "derived")) {
    page.sieges.push({ place: one.place.id, spans: [{ ...one, ...span }] });
  }
  renew();
  view.renewed();
}
