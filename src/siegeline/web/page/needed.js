/** What a large record is asked for only as needed: a place's claims, the events of the days shown, a day's shapes. */

import { ask } from "./asking.js";
import { added, completed } from "./columns.js";
import { frame } from "./frame.js";
import { renew } from "./situation.js";

const ASK = 1000; // milliseconds between two questions how far the server is
const REST = 1500; // milliseconds on one day before the sieges that nobody reports are worked out
const PAUSE = 250; // milliseconds on one day before its events are asked for

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view
 * @param {Record<string, import("./types.js").Claim>|null} events of the days that the view begins with, where they are known */
export function askAsNeeded(page, view, events) {
  /** @type {Set<string>} */
  const asked = new Set();
  let waiting = 0;
  let days = events ? view.days.join() : "";
  page.events = events ?? {};
  page.derived = new Map();
  if (page.desk) page.desk.draw = (on) => draw(page, view, on);
  stay(page, view);
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
  besiege(page, told.sieges.filter((/** @type {any} */ row) => row.basis === "derived"), on);
  renew();
  view.renewed();
}

/** The sieges of a day that nobody reports come by themselves, when somebody stays on it and the map stands.
 * @param {import("./types.js").Page} page @param {import("./view.js").View} view */
function stay(page, view) {
  let waiting = 0;
  const look = () => {
    clearTimeout(waiting);
    const { on } = view;
    if (!page.derived?.has(on)) waiting = setTimeout(() => (page.only || !stands() ? look() : derive(page, view, on)), REST);
  };
  view.follow(look);
}

/** @returns {boolean} whether the map is drawn, or cannot be */
function stands() {
  return Boolean(/** @type {any} */ (globalThis).siegeline?.ready) || document.querySelector(".no-map") !== null;
}

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {string} on */
async function derive(page, view, on) {
  page.derived?.set(on, "coming");
  try {
    besiege(page, await ask("derived", { ...frame(), on }), on);
  } catch (error) {
    page.derived?.set(on, /** @type {Error} */ (error).message);
  }
  renew();
  view.renewed();
}

/** @param {import("./types.js").Page} page @param {any[]} rows derived sieges @param {string} on the day that they are of */
function besiege(page, rows, on) {
  if (page.derived?.get(on) === "there") return;
  page.derived?.set(on, "there");
  for (const one of rows) {
    const span = { ...one, from: on, to: on };
    const known = page.sieges.find(({ place }) => place === one.place.id);
    if (known) known.spans.push(span);
    else page.sieges.push({ place: one.place.id, spans: [span] });
  }
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
