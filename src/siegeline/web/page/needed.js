/** What a large record is asked for only as needed: a place's claims, the events of the days shown, a day's shapes. */

import { ask } from "./asking.js";
import { added, completed } from "./columns.js";
import { frame } from "./frame.js";
import { renew } from "./situation.js";

const ASK = 1000; // milliseconds between two questions how far the server is
const PAUSE = 250; // milliseconds on one day before its events are asked for

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view
 * @param {Record<string, import("./types.js").Claim>|null} events of the days that the view begins with, where they are known */
export function askAsNeeded(page, view, events) {
  /** @type {Set<string>} */
  const asked = new Set();
  let waiting = 0;
  let days = events ? view.days.join() : "";
  page.events = events ?? {};
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

/** A day is there; the others follow. @param {import("./types.js").Page} page @param {import("./view.js").View} view */
export async function askForTheRest(page, view) {
  const stop = tellProgress((words) => {
    page.progress = words;
    document.getElementById("progress")?.replaceChildren(words);
  });
  try {
    completed(page, await ask("contents", frame()).finally(stop));
  } catch (error) {
    page.progress = `The other days cannot be shown: ${/** @type {Error} */ (error).message}. Load the page again.`;
  }
  renew();
  view.renewed();
}

/** While the server works on a large record: how far it is. @param {(words: string) => void} tell
 * @returns {() => void} to be called when nobody waits any longer */
export function tellProgress(tell) {
  const timer = setInterval(async () => {
    const told = await ask("progress").catch(() => null);
    if (told && !stopped) tell(`Working out who holds what, for every day: ${told[0].toLocaleString("en")} of ${told[1].toLocaleString("en")} places are done.`);
  }, ASK);
  let stopped = false;
  return () => { stopped = true; clearInterval(timer); };
}
